/** Bytes by their SHA-256 digest (`sha256:` + 64 hex digits). The same bytes twice are one artifact. */
export interface ArtifactStore {
  /** Streams to the store; answers digest and size. A broken stream leaves nothing behind. */
  put(bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<{ digest: string; sizeBytes: number }>;
  /** The bytes, verified against the digest. Throws DomainError `not_found`, or `internal` when they do not match. */
  get(digest: string): Promise<Uint8Array>;
  /** A local file with the verified bytes. Throws as `get` does. */
  path(digest: string): Promise<string>;
}

export async function* chunksOf(bytes: AsyncIterable<Uint8Array> | Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes instanceof Uint8Array) yield bytes;
  else yield* bytes;
}
