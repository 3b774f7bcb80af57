/** One bad field of an input: a JSON pointer into the body and what is wrong with it. */
export interface FieldError {
  pointer: string;
  detail: string;
}

/** Every refusal has a stable machine code; `contracts/problem.ts` maps each to an HTTP status. */
export type ErrorCode =
  | 'malformed_request'
  | 'invalid_request'
  | 'invalid_dataset'
  | 'invalid_model'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'already_exists'
  | 'conflict'
  | 'stale'
  | 'illegal_transition'
  | 'gates_failed'
  | 'self_approval'
  | 'evidence_changed'
  | 'endpoint_busy'
  | 'signature_mismatch'
  | 'idempotency_mismatch'
  | 'idempotency_in_progress'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'rate_limited'
  | 'unavailable'
  | 'internal';

/** A refusal that a caller can act on. `detail` is written for the client; `cause` never leaves the process. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly errors: FieldError[];

  constructor(code: ErrorCode, detail: string, options: { errors?: FieldError[]; cause?: unknown } = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.errors = options.errors ?? [];
  }
}

/** What a pure command answers: the new state, or why not. Refusals are values. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export interface Refusal {
  code: ErrorCode;
  detail: string;
}

export const accept = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const refuse = (code: ErrorCode, detail: string): Outcome<never> => ({ ok: false, refusal: { code, detail } });
