import { type ApiKey, Scope } from '@gradus/contracts/api/admin';

export type ApiKeyView = ApiKey;

export interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

export const KEY_COLUMNS = 'id, name, prefix, scopes, created_at, expires_at, revoked_at, last_used_at';

export const toView = (row: KeyRow): ApiKeyView => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: Scope.array().parse(row.scopes),
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});
