/** What the registry does with uploaded bytes, off this process's event loop. */
export interface Uploads {
  /** a folder for parts on their way in */
  folder: string;
}
