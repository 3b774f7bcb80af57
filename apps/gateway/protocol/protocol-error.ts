/** A refusal in the words of the Open Inference Protocol: `{ "error": message }` under an HTTP status. */
export class ProtocolError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.name = 'ProtocolError';
  }
}

export const badRequest = (message: string) => new ProtocolError(400, message);
export const notFound = (message: string) => new ProtocolError(404, message);
export const unavailable = (message: string) => new ProtocolError(503, message, 1);
