/** Why a call into `@gradus/ml` was refused or gave up. Apps map these to their own error codes. */
export type MlErrorCode =
  | 'invalid_config'
  | 'invalid_card'
  | 'invalid_dataset'
  | 'invalid_model'
  | 'invalid_input'
  | 'diverged'
  | 'resource_limit'
  | 'cancelled'
  | 'internal';

/** One offending place: a JSON pointer into the document that was sent, and a sentence about it. */
export interface Issue {
  pointer: string;
  detail: string;
}

/** The one error that this package throws on purpose; anything else is a bug. */
export class MlError extends Error {
  constructor(
    readonly code: MlErrorCode,
    readonly detail: string,
    readonly errors: Issue[] = [],
    options?: { cause?: unknown },
  ) {
    super(detail, options);
    this.name = 'MlError';
  }
}
