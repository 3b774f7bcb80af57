/** The ILIKE pattern for text that contains `q`, taken literally; null for no `q`. */
export const containing = (q: string | undefined): string | null =>
  q === undefined || q === '' ? null : `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
