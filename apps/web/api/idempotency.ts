import { createHash } from 'node:crypto';
import { DomainError } from '@gradus/core/error';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { answerProblem } from './problem';
import type { ApiDeps, ApiEnv } from './types';

/** Middleware for JSON and empty bodies; uploads call `onceOnly` when their parts are read. */
export const idempotent = (secret: boolean) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const answer = async () => {
      await next();
      return c.res;
    };
    return onceOnly(c, await c.req.text(), answer, secret);
  });

const KEEP_MS = 24 * 3_600_000;
/** a claim without an answer after this long belongs to a process that died */
const ABANDONED_MS = 300_000;
const KEPT_HEADERS = ['content-type', 'etag', 'location'];

interface Stored {
  body_hash: string;
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
}

/** With an Idempotency-Key: answers the first request by `answer`, and every repeat as the first was answered. */
export async function onceOnly<T extends Response>(
  c: Context<ApiEnv>,
  content: string,
  answer: () => Promise<T>,
  secret = false,
): Promise<T> {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return answer();
  if (key === '' || key.length > 255) {
    throw new DomainError('invalid_request', 'Idempotency-Key takes 1 to 255 characters.');
  }
  const actor = c.var.ctx.actor.id;
  const hash = createHash('sha256').update(`${c.req.method} ${c.req.path}\n`).update(content).digest('hex');
  const earlier = await claim(c, actor, key, hash);
  if (earlier !== null) return asFirst(repeat(earlier, hash));
  const first = await answer().catch((error: unknown) => asFirst<T>(answerProblem(error, c)));
  await settle(c, actor, key, secret && first.ok ? answerProblem(SHOWN_ONCE, c) : first.clone());
  return first;
}

/** Drops the answers that no repeat can ask for any more. */
export async function forgetOldAnswers({ db, now }: Pick<ApiDeps, 'db' | 'now'>): Promise<void> {
  await db.pool.query('DELETE FROM idempotency_keys WHERE created_at < $1', [new Date(now().getTime() - KEEP_MS)]);
}

/** What is kept has the form of the first answer, or is a problem, which any route may answer. */
const asFirst = <T extends Response>(response: Response): T => response as T;

const SHOWN_ONCE = new DomainError(
  'already_exists',
  'The first request with this key was answered. It held a secret, which is shown once.',
);

/** Null when this request is the first; else what the first one left. */
async function claim(c: Context<ApiEnv>, actor: string, key: string, hash: string): Promise<Stored | null> {
  const { db, now } = c.var.deps;
  const at = now().getTime();
  const claimed = await db.pool.query(
    `INSERT INTO idempotency_keys (actor_id, key, body_hash, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (actor_id, key) DO UPDATE SET body_hash = $3, created_at = $4, status = NULL, headers = NULL, body = NULL
     WHERE idempotency_keys.created_at < $5 OR (idempotency_keys.status IS NULL AND idempotency_keys.created_at < $6)`,
    [actor, key, hash, new Date(at), new Date(at - KEEP_MS), new Date(at - ABANDONED_MS)],
  );
  if (claimed.rowCount === 1) return null;
  const { rows } = await db.pool.query<Stored>(
    'SELECT body_hash, status, headers, body FROM idempotency_keys WHERE actor_id = $1 AND key = $2',
    [actor, key],
  );
  return rows[0] ?? { body_hash: hash, status: null, headers: null, body: null };
}

function repeat(earlier: Stored, hash: string): Response {
  if (earlier.body_hash !== hash) {
    throw new DomainError('idempotency_mismatch', 'This Idempotency-Key came before with another request.');
  }
  if (earlier.status === null) {
    throw new DomainError('idempotency_in_progress', 'The first request with this Idempotency-Key is still running.');
  }
  return new Response(earlier.body === '' ? null : earlier.body, {
    status: earlier.status,
    headers: { ...earlier.headers, 'idempotency-replayed': 'true' },
  });
}

/** Keeps the answer, also a refusal. A failure on our side is forgotten: a retry runs again. */
async function settle(c: Context<ApiEnv>, actor: string, key: string, answer: Response): Promise<void> {
  const { pool } = c.var.deps.db;
  if (answer.status >= 500) {
    await pool.query('DELETE FROM idempotency_keys WHERE actor_id = $1 AND key = $2', [actor, key]);
    return;
  }
  const headers = Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  await pool.query(
    'UPDATE idempotency_keys SET status = $3, headers = $4, body = $5 WHERE actor_id = $1 AND key = $2',
    [actor, key, answer.status, JSON.stringify(headers), await answer.text()],
  );
}
