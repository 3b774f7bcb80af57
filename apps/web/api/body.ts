import { DomainError } from '@gradus/core/error';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from './types';

/** Reads a JSON body within its limit; what comes after finds it read. No body at all counts as `{}`. */
export const readJsonBody = (limit: 'json' | 'largeJson') =>
  createMiddleware<ApiEnv>(async (c, next) => {
    if (hasNoBody(c)) return next();
    if (!/^application\/([\w.+-]+\+)?json\b/i.test(c.req.header('content-type') ?? '')) {
      throw new DomainError('unsupported_media_type', 'Send the body as `application/json`.');
    }
    return withinLimit(c, c.var.deps.limits[`${limit}Bytes`], async () => {
      keepParsed(c, parse(await c.req.text()));
      await next();
    });
  });

/** Validators ask the request for its JSON: a large body is parsed once. */
function keepParsed(c: Context<ApiEnv>, value: unknown): void {
  Object.assign(c.req, { json: async () => value });
}

export const hasNoBody = (c: Context<ApiEnv>): boolean =>
  c.req.header('content-type') === undefined &&
  (c.req.header('content-length') ?? '0') === '0' &&
  c.req.header('transfer-encoding') === undefined;

export const withinLimit = (c: Context<ApiEnv>, maxSize: number, next: () => Promise<void>) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw tooLarge(maxSize);
    },
  })(c, next);

export const tooLarge = (maxSize: number) =>
  new DomainError('payload_too_large', `The body is larger than ${(maxSize / 1_048_576).toFixed(0)} MiB.`);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const detail = cause instanceof SyntaxError ? cause.message : 'not JSON';
    throw new DomainError('malformed_request', `The body is not JSON: ${detail}`, {
      errors: [{ pointer: '', detail }],
      cause,
    });
  }
}
