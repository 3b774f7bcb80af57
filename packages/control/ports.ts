import type { UiEvent } from '@gradus/contracts/events';
import type { JobName, JobPayload } from '@gradus/contracts/jobs';

/** What control does not own. Each is a nudge or a byte store; the rows are the truth. */
export interface Ports {
  /** Never throws: a lost nudge is healed by the sweep. */
  publish<N extends JobName>(job: N, payload: JobPayload<N>): Promise<void>;
  relay: Relay;
  artifacts: ArtifactStore;
  log: Log;
}

export interface Relay {
  /** tells gateways that an endpoint has a new routing revision; never throws */
  routingChanged(endpoint: string, revision: number): Promise<void>;
  /** tells browsers that something changed; never throws */
  changed(event: Pick<UiEvent, 'type' | 'subject'>): Promise<void>;
}

export interface ArtifactStore {
  /** Streams to the store; answers the sha256 digest (`sha256:…`) and the size. The same bytes twice are one artifact. */
  put(bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<{ digest: string; sizeBytes: number }>;
  /** The verified bytes. Throws DomainError not_found, or internal when the digest does not match. */
  get(digest: string): Promise<Uint8Array>;
  /** A local file with the verified bytes, for what must read from disk. */
  path(digest: string): Promise<string>;
}

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  /** pages a human */
  error(fields: object, message: string): void;
}
