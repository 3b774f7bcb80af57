import type { AuditView, ListAudit } from '@gradus/contracts/api/admin';
import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';
import { AUDIT_COLUMNS, type AuditRow, toView } from './view';

/** Newest first. `subject` is an id, or a type for all of its kind. */
export async function listAudit(ctx: Pick<Context, 'db'>, input: ListAudit): Promise<Page<AuditView>> {
  const before = readCursor(input.cursor)?.[0] ?? null;
  const { rows } = await ctx.db.pool.query<AuditRow>(
    `SELECT ${AUDIT_COLUMNS} FROM audit_entries
     WHERE ($1::bigint IS NULL OR seq < $1) AND ($2::text IS NULL OR subject_id = $2 OR subject_type = $2)
       AND ($3::text IS NULL OR actor_id = $3 OR actor_name = $3) AND ($4::text IS NULL OR action = $4)
     ORDER BY seq DESC LIMIT $5`,
    [before, input.subject ?? null, input.actor ?? null, input.action ?? null, input.limit + 1],
  );
  return toPage(rows, input.limit, (row) => [row.seq], toView);
}
