import { MlflowError, type MlflowErrorCode } from '@gradus/control/mlflow';
import type { ErrorCode } from '@gradus/core/error';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { toDomainError } from '../problem';
import type { ApiEnv } from '../types';

const STATUS: Record<MlflowErrorCode, ContentfulStatusCode> = {
  INVALID_PARAMETER_VALUE: 400,
  RESOURCE_ALREADY_EXISTS: 400,
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  RESOURCE_DOES_NOT_EXIST: 404,
  ENDPOINT_NOT_FOUND: 404,
  RESOURCE_CONFLICT: 409,
  REQUEST_LIMIT_EXCEEDED: 429,
  INTERNAL_ERROR: 500,
  TEMPORARILY_UNAVAILABLE: 503,
};

/** Our refusals in MLflow's words. Its clients try again after 429 and 5xx, so what can't change is never one. */
const CODES: Record<ErrorCode, MlflowErrorCode> = {
  malformed_request: 'BAD_REQUEST',
  unsupported_media_type: 'INVALID_PARAMETER_VALUE',
  payload_too_large: 'INVALID_PARAMETER_VALUE',
  invalid_request: 'INVALID_PARAMETER_VALUE',
  invalid_dataset: 'INVALID_PARAMETER_VALUE',
  invalid_model: 'INVALID_PARAMETER_VALUE',
  signature_mismatch: 'INVALID_PARAMETER_VALUE',
  idempotency_mismatch: 'INVALID_PARAMETER_VALUE',
  unauthenticated: 'UNAUTHENTICATED',
  forbidden: 'PERMISSION_DENIED',
  self_approval: 'PERMISSION_DENIED',
  not_found: 'RESOURCE_DOES_NOT_EXIST',
  already_exists: 'RESOURCE_ALREADY_EXISTS',
  conflict: 'RESOURCE_CONFLICT',
  stale: 'RESOURCE_CONFLICT',
  illegal_transition: 'RESOURCE_CONFLICT',
  gates_failed: 'RESOURCE_CONFLICT',
  evidence_changed: 'RESOURCE_CONFLICT',
  endpoint_busy: 'RESOURCE_CONFLICT',
  idempotency_in_progress: 'RESOURCE_CONFLICT',
  rate_limited: 'REQUEST_LIMIT_EXCEEDED',
  unavailable: 'TEMPORARILY_UNAVAILABLE',
  internal: 'INTERNAL_ERROR',
};

/** Answers any thrown value as MLflow's servers do. What was not meant for the client is logged, never sent. */
export function answerMlflowError(error: unknown, c: Context<ApiEnv>): Response {
  const { code, message } = error instanceof MlflowError ? error : translate(error);
  const status = STATUS[code];
  if (status >= 500) {
    const requestId = c.var.requestId ?? '';
    c.var.deps.ports.log.error({ err: error, requestId, path: c.req.path }, 'request failed');
  }
  if (status === 401) c.header('www-authenticate', 'Basic realm="gradus"');
  if (status === 429 || status === 503) c.header('retry-after', '5');
  return c.json({ error_code: code, message }, status);
}

function translate(error: unknown): { code: MlflowErrorCode; message: string } {
  const { code, message } = toDomainError(error);
  return { code: CODES[code], message };
}
