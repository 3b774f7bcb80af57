import { withTransaction } from '@gradus/db';
import type { Context } from '../context';
import { hashSecret, shownPrefix } from './secret';

/** What the first start wrote down for the operator. */
export interface Credentials {
  adminEmail: string;
  /** hash as better-auth checks it */
  adminPasswordHash: string;
  apiKey: string;
}

const SCOPES = ['read', 'register', 'train', 'release', 'approve', 'operate', 'infer', 'admin'];

/** Makes the administrator and the first API key what the credentials file says; the same file twice changes nothing. */
export async function bootstrapCredentials(ctx: Pick<Context, 'db' | 'now' | 'newId'>, input: Credentials) {
  const now = ctx.now();
  await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query(
      `INSERT INTO users (id, name, email, email_verified, role, created_at, updated_at)
       VALUES ($1, 'Administrator', $2, true, 'admin', $3, $3)
       ON CONFLICT (email) DO UPDATE SET role = 'admin' RETURNING id`,
      [ctx.newId('usr'), input.adminEmail, now],
    );
    const userId: string = rows[0]?.id;
    const account = await tx.query(
      "UPDATE accounts SET password = $2, updated_at = $3 WHERE user_id = $1 AND provider_id = 'credential'",
      [userId, input.adminPasswordHash, now],
    );
    if (account.rowCount === 0) {
      await tx.query(
        `INSERT INTO accounts (id, account_id, provider_id, user_id, password, created_at, updated_at)
         VALUES ($1, $2, 'credential', $2, $3, $4, $4)`,
        [ctx.newId('usr'), userId, input.adminPasswordHash, now],
      );
    }
    await tx.query(
      `INSERT INTO api_keys (id, name, prefix, hash, scopes, created_at)
       VALUES ($1, 'seeded key', $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING`,
      [ctx.newId('key'), shownPrefix(input.apiKey), hashSecret(input.apiKey), SCOPES, now],
    );
  });
}
