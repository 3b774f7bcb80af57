import type { ErrorCode } from '@gradus/core/error';
import { z } from 'zod';

/** The one table from a refusal's code to its HTTP status and title (RFC 9457). */
export const problems: Record<ErrorCode, { status: number; title: string }> = {
  malformed_request: { status: 400, title: 'The request cannot be read' },
  invalid_request: { status: 422, title: 'The request is not valid' },
  invalid_dataset: { status: 422, title: 'The dataset is not valid' },
  invalid_model: { status: 422, title: 'The model file is not valid' },
  unauthenticated: { status: 401, title: 'Sign in or send an API key' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  already_exists: { status: 409, title: 'It exists already' },
  conflict: { status: 409, title: 'Someone else changed it first' },
  stale: { status: 412, title: 'The version you read is not the current one' },
  illegal_transition: { status: 409, title: 'Not possible in this state' },
  gates_failed: { status: 409, title: 'The version failed its gates' },
  self_approval: { status: 403, title: 'Someone else must approve' },
  evidence_changed: { status: 409, title: 'The evidence changed since you saw it' },
  endpoint_busy: { status: 409, title: 'The endpoint has a live release' },
  signature_mismatch: { status: 422, title: 'The signatures differ' },
  idempotency_mismatch: { status: 422, title: 'The idempotency key was used with another request' },
  idempotency_in_progress: { status: 409, title: 'The first request with this key is still running' },
  payload_too_large: { status: 413, title: 'Too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  rate_limited: { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Not available now' },
  internal: { status: 500, title: 'Something went wrong' },
};

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
