import type { Incident } from '@gradus/contracts/api/admin';
import { DomainError } from '@gradus/core/error';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getIncident } from './get';

type Status = Incident['status'];

/** Someone has seen it and works on it. */
export const acknowledgeIncident = (ctx: Context, input: { incident: string }): Promise<Incident> =>
  setStatus(ctx, input.incident, 'acknowledged', ['open']);

/** It is over. */
export const resolveIncident = (ctx: Context, input: { incident: string }): Promise<Incident> =>
  setStatus(ctx, input.incident, 'resolved', ['open', 'acknowledged']);

async function setStatus(ctx: Context, id: string, status: Status, from: Status[]): Promise<Incident> {
  await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<{ status: Status }>('SELECT status FROM incidents WHERE id = $1 FOR UPDATE', [id]);
    const before = rows[0]?.status;
    if (before === undefined) throw new DomainError('not_found', `There is no incident ${id}.`);
    if (!from.includes(before)) {
      throw new DomainError('illegal_transition', `The incident is ${before} and can't become ${status}.`);
    }
    await tx.query('UPDATE incidents SET status = $2, closed_at = $3 WHERE id = $1', [
      id,
      status,
      status === 'resolved' ? ctx.now() : null,
    ]);
    const action = status === 'resolved' ? 'incident.resolve' : 'incident.acknowledge';
    await appendAudit(tx, ctx, {
      action,
      subject: { type: 'incident', id },
      before: { status: before },
      after: { status },
    });
  });
  await ctx.ports.relay.changed({ type: `incident.${status}`, subject: { type: 'incident', id } });
  return getIncident(ctx, { incident: id });
}
