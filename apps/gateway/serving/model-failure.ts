/** The version did not answer, or not with numbers: an error of that version, never of the client. */
export class ModelFailure extends Error {
  constructor(
    readonly kind: 'failed' | 'not_finite' | 'time_limit',
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'ModelFailure';
  }
}
