import { type Problem, problems } from '@gradus/contracts/problem';
import { DomainError, type ErrorCode, type FieldError } from '@gradus/core/error';
import { MlError, type MlErrorCode } from '@gradus/ml/errors';
import { InvalidInput } from '@gradus/stats/input';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ZodError } from 'zod';
import type { ApiEnv } from './types';

/** Answers any thrown value as RFC 9457 problem details. What was not meant for the client is logged, never sent. */
export function answerProblem(error: unknown, c: Context<ApiEnv>): Response {
  const refusal = toDomainError(error);
  const { status, title } = problems[refusal.code];
  const requestId = c.var.requestId ?? '';
  if (status >= 500) {
    const fields = { err: error, requestId, path: c.req.path };
    const { log } = c.var.deps.ports;
    if (status === 500) log.error(fields, 'request failed');
    else log.warn(fields, 'request not served');
  }
  const problem: Problem = {
    type: `urn:gradus:problem:${refusal.code}`,
    title,
    status,
    detail: refusal.message,
    instance: c.req.path,
    code: refusal.code,
    requestId,
    errors: refusal.errors,
  };
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (status === 401) headers['www-authenticate'] = 'Bearer';
  if (status === 429 || status === 503) headers['retry-after'] = String(retryAfter(refusal));
  return c.body(JSON.stringify(problem), status as ContentfulStatusCode, headers);
}

/** A refusal that says when to come back. */
export class RetryLater extends DomainError {
  constructor(
    code: 'rate_limited' | 'unavailable',
    detail: string,
    readonly seconds: number,
  ) {
    super(code, detail);
  }
}

const retryAfter = (error: DomainError): number => (error instanceof RetryLater ? error.seconds : 5);

/** Any thrown value as a refusal that may be shown to a client. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error.code === 'internal' ? internal(error) : error;
  if (error instanceof ZodError) return fromZod(error);
  if (error instanceof MlError) return fromMl(error);
  if (error instanceof InvalidInput) {
    return new DomainError('invalid_request', error.message, { errors: [pick(error)], cause: error });
  }
  if (error instanceof HTTPException && error.status < 500) {
    return new DomainError('malformed_request', 'The request cannot be read.', { cause: error });
  }
  return fromStore(error) ?? internal(error);
}

const pick = ({ pointer, message }: InvalidInput): FieldError => ({ pointer, detail: message });

const internal = (cause: unknown) =>
  new DomainError('internal', 'Something went wrong on our side. Quote the request id when you report it.', { cause });

/** Every bad field with its JSON pointer. */
export function fromZod(error: ZodError): DomainError {
  const errors = error.issues.map((issue) => ({ pointer: toPointer(issue.path), detail: issue.message }));
  const [first] = errors;
  const where = first === undefined || first.pointer === '' ? '' : `${first.pointer}: `;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new DomainError('invalid_request', `${where}${first?.detail ?? 'not valid'}${more}`, { errors, cause: error });
}

const toPointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const ML_CODES: Record<MlErrorCode, ErrorCode> = {
  invalid_config: 'invalid_request',
  invalid_card: 'invalid_request',
  invalid_dataset: 'invalid_dataset',
  invalid_model: 'invalid_model',
  invalid_input: 'invalid_request',
  resource_limit: 'payload_too_large',
  diverged: 'internal',
  cancelled: 'internal',
  internal: 'internal',
};

function fromMl(error: MlError): DomainError {
  const code = ML_CODES[error.code];
  return code === 'internal'
    ? internal(error)
    : new DomainError(code, error.detail, { errors: error.errors, cause: error });
}

/** What Postgres and its drivers throw, told by SQLSTATE, Prisma code or errno. */
function fromStore(error: unknown): DomainError | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (
    /^(08|57P|53)|^P(1001|1002|1008|1017|2024)$|^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|NOTFOUND)$/.test(code) ||
    UNREACHABLE.test(error.message)
  ) {
    return new DomainError('unavailable', 'The database does not answer. Try again in a moment.', { cause: error });
  }
  if (/^22/.test(code))
    return new DomainError('invalid_request', 'A value cannot be stored as it is.', { cause: error });
  if (code === '23505' || code === 'P2002') {
    return new DomainError('already_exists', 'Something with this name exists already.', { cause: error });
  }
  if (code === '40001' || code === '40P01') {
    return new DomainError('conflict', 'Someone else changed it at the same time. Try again.', { cause: error });
  }
  return null;
}

const UNREACHABLE = /timeout exceeded when trying to connect|Connection terminated|Can't reach database/;
