/** Immutable bytes by what they are. The same bytes twice are one artifact. */
export interface ArtifactStore {
  /** Streams to the store; answers the sha256 digest (`sha256:…`) and the size. */
  put(bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<{ digest: string; sizeBytes: number }>;
  /** The verified bytes. Throws DomainError not_found, or internal when the digest does not match. */
  get(digest: string): Promise<Uint8Array>;
  /** A local file with the verified bytes, for what must read from disk now: it is gone some minutes later. */
  path(digest: string): Promise<string>;
  /** The size, or undefined where there is no such artifact. */
  stat(digest: string): Promise<{ sizeBytes: number } | undefined>;
  /** Wraps every data key with the current master key. Safe to run at any time, and again after a crash. */
  rewrap(): Promise<Rewrapped>;
}

export interface Rewrapped {
  /** data keys that were looked at */
  keys: number;
  rewrapped: number;
  /** what could not be opened, so that the old master key must stay */
  failed: { name: string; reason: string }[];
}
