import type { Scope } from '@gradus/contracts/api/admin';
import { Role } from '@gradus/contracts/api/admin';
import type { Actor } from '@gradus/control/context';
import { findActorByKey } from '@gradus/control/keys';
import { DomainError } from '@gradus/core/error';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from './types';

/** Puts the caller on `c.var.actor`. Wrong credentials are refused here; missing ones by the route that needs some. */
export const authenticate = createMiddleware<ApiEnv>(async (c, next) => {
  c.set('actor', await findActor(c));
  await next();
});

const SCOPES: Record<Role, readonly Scope[]> = {
  viewer: ['read'],
  operator: ['read', 'register', 'train', 'release', 'operate', 'infer'],
  approver: ['read', 'register', 'train', 'release', 'operate', 'infer', 'approve'],
  admin: ['read', 'register', 'train', 'release', 'operate', 'infer', 'approve', 'admin'],
};

/** The caller by key or session; null when no credentials were sent. */
export async function findActor(c: Context<ApiEnv>): Promise<Actor | null> {
  const header = c.req.header('authorization');
  if (header !== undefined) return actorByHeader(c, header);
  if (c.req.header('cookie') === undefined) return null;
  const session = await c.var.deps.auth.api.getSession({ headers: c.req.raw.headers });
  if (session === null) return null;
  refuseForeignOrigin(c);
  const role = Role.parse(session.user.role);
  return { kind: 'user', id: session.user.id, name: session.user.name, scopes: SCOPES[role] };
}

async function actorByHeader(c: Context<ApiEnv>, header: string): Promise<Actor> {
  const [, key] = /^Bearer +(\S+) *$/i.exec(header) ?? [];
  const actor = key === undefined ? null : await findActorByKey(c.var.deps, key);
  if (actor === null) {
    throw new DomainError('unauthenticated', 'This API key is unknown, expired or revoked.');
  }
  return actor;
}

/** A browser sends cookies along with another site's form; it also tells whose page it was (CSRF). */
function refuseForeignOrigin(c: Context<ApiEnv>): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
  const origin = c.req.header('origin');
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === c.req.header('host')) return;
  throw new DomainError('forbidden', 'This request did not come from a page of this server.');
}
