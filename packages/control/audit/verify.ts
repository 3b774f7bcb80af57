import type { AuditVerification } from '@gradus/contracts/api/admin';
import type { Context } from '../context';
import { GENESIS, hashEntry } from './hash';
import { AUDIT_COLUMNS, type AuditRow, toEntry } from './view';

const CHUNK = 1000;

/** Recomputes the whole chain. `brokenAt` is the first entry that was changed or whose predecessor is missing. */
export async function verifyAudit(ctx: Pick<Context, 'db'>): Promise<AuditVerification> {
  let prevHash = GENESIS;
  let last = '0';
  let entries = 0;
  for (;;) {
    const { rows } = await ctx.db.pool.query<AuditRow>(
      `SELECT ${AUDIT_COLUMNS} FROM audit_entries WHERE seq > $1 ORDER BY seq LIMIT ${CHUNK}`,
      [last],
    );
    for (const row of rows) {
      entries++;
      if (row.prev_hash !== prevHash || row.hash !== hashEntry(toEntry(row), prevHash)) {
        return { ok: false, entries, brokenAt: Number(row.seq) };
      }
      prevHash = row.hash;
      last = row.seq;
    }
    if (rows.length < CHUNK) return { ok: true, entries, brokenAt: null };
  }
}
