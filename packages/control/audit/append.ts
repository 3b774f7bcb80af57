import { canonicalJson } from '@gradus/core/json';
import type { Transaction } from '@gradus/db';
import type { Context } from '../context';
import { enqueueDeliveries } from '../webhooks/enqueue';
import { GENESIS, hashEntry } from './hash';

export interface AuditNote {
  /** noun.verb, for example `release.approve` */
  action: string;
  subject: { type: string; id: string };
  before?: unknown;
  after?: unknown;
}

/** Every writer waits here, so the chain has one order. Any 64-bit number that nothing else locks will do. */
const CHAIN_LOCK = 7_210_465_001;

/**
 * Chains one entry to the audit log and writes down which webhooks are to be told, in the caller's transaction: the
 * change, its record and its events live or die together.
 * Call it last: from here to the commit all other writers wait.
 */
export async function appendAudit(
  tx: Transaction,
  ctx: Pick<Context, 'actor' | 'now' | 'newId' | 'requestId'>,
  note: AuditNote,
) {
  const { kind, id, name } = ctx.actor;
  const entry = {
    at: ctx.now().toISOString(),
    actor: { kind, id, name },
    action: note.action,
    subject: note.subject,
    before: note.before ?? null,
    after: note.after ?? null,
    requestId: ctx.requestId,
  };
  await enqueueDeliveries(tx, ctx, entry);
  await tx.query('SELECT pg_advisory_xact_lock($1)', [CHAIN_LOCK]);
  const last = await tx.query('SELECT hash FROM audit_entries ORDER BY seq DESC LIMIT 1');
  const prevHash: string = last.rows[0]?.hash ?? GENESIS;
  await tx.query(
    `INSERT INTO audit_entries
       (at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, before, after, request_id, prev_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      entry.at,
      kind,
      id,
      name,
      note.action,
      note.subject.type,
      note.subject.id,
      canonicalJson(entry.before),
      canonicalJson(entry.after),
      ctx.requestId,
      prevHash,
      hashEntry(entry, prevHash),
    ],
  );
}
