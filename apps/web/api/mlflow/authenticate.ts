import { findActorByKey } from '@gradus/control/keys';
import { DomainError } from '@gradus/core/error';
import { createMiddleware } from 'hono/factory';
import { findActor } from '../authenticate';
import type { ApiEnv } from '../types';

/** MLflow's clients send a key as a bearer token, or as the password of any user name. */
export const authenticateMlflow = createMiddleware<ApiEnv>(async (c, next) => {
  const [, encoded] = /^Basic +(\S+) *$/i.exec(c.req.header('authorization') ?? '') ?? [];
  c.set('actor', encoded === undefined ? await findActor(c) : await byPassword(c.var.deps, encoded));
  await next();
});

async function byPassword(deps: ApiEnv['Variables']['deps'], encoded: string) {
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const actor = await findActorByKey(deps, text.slice(text.indexOf(':') + 1));
  if (actor !== null) return actor;
  throw new DomainError('unauthenticated', 'This API key is unknown, expired or revoked. Send it as the password.');
}
