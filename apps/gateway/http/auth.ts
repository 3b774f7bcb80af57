import { createHash } from 'node:crypto';
import type { Database } from '@gradus/db';
import { ProtocolError, unavailable } from '../protocol/protocol-error';

const CACHE_MS = 30_000;
const MAX_CACHED = 10_000;

type Verdict = 'allowed' | 'unknown' | 'scope';

/** Checks an `Authorization` header. Throws ProtocolError 401, 403 or 503. */
export type Authenticate = (header: string | undefined) => Promise<void>;

/**
 * API keys with scope `infer` (or `admin`), by the sha256 of the secret. A verdict is kept for half a minute; a key
 * that was good stays good while Postgres does not answer.
 */
export function apiKeyAuth(db: Database, now: () => number): Authenticate {
  const cache = new Map<string, { verdict: Verdict; until: number }>();
  return async (header) => {
    const secret = /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1];
    if (secret === undefined) throw new ProtocolError(401, 'send an API key: "Authorization: Bearer <key>"');
    const hash = createHash('sha256').update(secret).digest('hex');
    refuseUnless(await verdictOf(hash));
  };

  async function verdictOf(hash: string): Promise<Verdict> {
    const cached = cache.get(hash);
    if (cached && cached.until > now()) return cached.verdict;
    try {
      const verdict = await lookUp(db, hash, now());
      if (cache.size >= MAX_CACHED) cache.clear();
      cache.set(hash, { verdict, until: now() + CACHE_MS });
      return verdict;
    } catch {
      if (cached) return cached.verdict;
      throw unavailable('API keys can not be checked now');
    }
  }
}

async function lookUp(db: Database, hash: string, now: number): Promise<Verdict> {
  const { rows } = await db.pool.query<{ scopes: string[] }>(
    'SELECT scopes FROM api_keys WHERE hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)',
    [hash, new Date(now)],
  );
  const [key] = rows;
  if (!key) return 'unknown';
  return key.scopes.includes('infer') || key.scopes.includes('admin') ? 'allowed' : 'scope';
}

function refuseUnless(verdict: Verdict): void {
  switch (verdict) {
    case 'allowed':
      return;
    case 'unknown':
      throw new ProtocolError(401, 'the API key is not known, has expired or was revoked');
    case 'scope':
      throw new ProtocolError(403, 'the API key lacks the scope "infer"');
  }
}
