import type { Readable } from 'node:stream';

/** `artifact`: sealed bytes by their digest. `key`: the wrapped data key of one of them. */
export type Kind = 'artifact' | 'key';

/** Whole, named files. What they hold, and whether it can be trusted, is not known here. */
export interface ByteStore {
  /** Bytes in the store; undefined when nothing has this name. */
  size(kind: Kind, name: string): Promise<number | undefined>;
  /** Streams the whole, or its first `length` bytes; undefined when nothing has this name. */
  read(kind: Kind, name: string, length?: number): Promise<Readable | undefined>;
  /** Gives the file its name in one step and takes the file away. Replaces what had the name. */
  publish(kind: Kind, name: string, file: string): Promise<void>;
  list(kind: Kind): AsyncIterable<string>;
}
