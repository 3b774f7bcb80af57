import type { Scope } from '@gradus/contracts/api/admin';
import type { Actor, Context as VerbContext } from '@gradus/control/context';
import { DomainError } from '@gradus/core/error';
import { newId } from '@gradus/core/id';
import { createMiddleware } from 'hono/factory';
import type { ApiDeps, ApiEnv } from './types';

/** Lets a request pass that holds the scope (any of several); then the verb's context is on `c.var.ctx`. */
export const authorize = (scope: Scope | readonly Scope[] | null) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const { actor, deps, requestId } = c.var;
    if (scope !== null) requireScope(actor, typeof scope === 'string' ? [scope] : scope);
    c.set('ctx', contextFor(deps, actor ?? ANONYMOUS, requestId));
    await next();
  });

export const contextFor = (deps: ApiDeps, actor: Actor, requestId: string | null): VerbContext => ({
  actor,
  requestId,
  now: deps.now,
  newId: (prefix) => newId(prefix, deps.now().getTime(), deps.random(10)),
  db: deps.db,
  ports: deps.ports,
});

const ANONYMOUS: Actor = { kind: 'system', id: 'anonymous', name: 'anonymous', scopes: [] };

function requireScope(actor: Actor | null, anyOf: readonly Scope[]): void {
  if (actor === null) {
    throw new DomainError('unauthenticated', 'Send an API key as `Authorization: Bearer …`, or sign in.');
  }
  if (actor.scopes.includes('admin') || anyOf.some((scope) => actor.scopes.includes(scope))) return;
  throw new DomainError('forbidden', `This needs the scope ${anyOf.map((scope) => `\`${scope}\``).join(' or ')}.`);
}
