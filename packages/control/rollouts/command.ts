import type { RolloutCommand as Input, Rollout } from '@gradus/contracts/api/releases';
import { DomainError } from '@gradus/core/error';
import { applyRolloutCommand, type RolloutCommand } from '@gradus/core/rollout';
import { withTransaction } from '@gradus/db';
import type { Context } from '../context';
import type { NewDecision } from './decisions';
import { getRollout } from './get';
import { type RolloutRow, SELECT_ROLLOUTS, toState } from './rows';
import { moveRollout } from './transition';

type Command = Input & { rollout: string };

/** Stops automatic steps; requests keep going where they go. A rollback still happens by itself. */
export const pauseRollout = (ctx: Context, input: Command) => commandRollout(ctx, input, 'pause');

export const resumeRollout = (ctx: Context, input: Command) => commandRollout(ctx, input, 'resume');

/** To the next stage without waiting for its evidence. `stage` is the one that the caller saw. */
export const advanceRollout = (ctx: Context, input: Command) => commandRollout(ctx, input, 'advance');

/** All traffic back to stable. Needs Postgres and a gateway, nothing else: the routing is written here. */
export const rollbackRollout = (ctx: Context, input: Command) => commandRollout(ctx, input, 'rollback');

async function commandRollout(ctx: Context, input: Command, kind: Kind): Promise<Rollout> {
  const routed = await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query<RolloutRow>(`${SELECT_ROLLOUTS} WHERE o.id = $1 FOR UPDATE OF o, e`, [
      input.rollout,
    ]);
    const row = rows[0];
    if (!row) throw new DomainError('not_found', `There is no rollout ${input.rollout}.`);
    const state = toState(row);
    const command = commandOf(kind, input.stage ?? row.stage_index);
    const outcome = applyRolloutCommand(state, command, ctx.now().getTime());
    if (!outcome.ok) throw refusalOf(outcome.refusal, row);
    const reason = describe(ctx, kind, input.reason);
    const analysis = row.analysis === null ? null : { metrics: row.analysis.metrics, reason };
    const decision = decisionOf(kind, row, reason);
    return moveRollout(tx, ctx, row, { next: outcome.value, decision, analysis });
  });
  if (routed) await ctx.ports.relay.routingChanged(routed.endpoint, routed.revision);
  await ctx.ports.publish('rollout.reconcile', { rolloutId: input.rollout });
  await ctx.ports.relay.changed({ type: `rollout.${kind}`, subject: { type: 'rollout', id: input.rollout } });
  return getRollout(ctx, input);
}

type Kind = 'pause' | 'resume' | 'advance' | 'rollback';

const commandOf = (kind: Kind, stage: number): RolloutCommand => (kind === 'advance' ? { kind, stage } : { kind });

/** A click on a page that is behind is a conflict that names the true stage. */
function refusalOf(refusal: { code: DomainError['code']; detail: string }, row: RolloutRow): DomainError {
  const detail = `${refusal.detail.charAt(0).toUpperCase()}${refusal.detail.slice(1)}.`;
  if (refusal.code !== 'stale') return new DomainError(refusal.code, detail);
  return new DomainError('conflict', detail, {
    errors: [{ pointer: '/stage', detail: `the rollout is at stage ${row.stage_index}` }],
  });
}

const PAST: Record<Kind, string> = {
  pause: 'Paused',
  resume: 'Resumed',
  advance: 'Advanced',
  rollback: 'Rolled back',
};

const describe = (ctx: Context, kind: Kind, reason: string): string =>
  `${PAST[kind]} by ${ctx.actor.name}${reason === '' ? '' : `: ${reason}`}`;

const decisionOf = (action: Kind, row: RolloutRow, reason: string): NewDecision => ({
  action,
  stage: row.stage_index,
  metric: null,
  reason,
  evidence: null,
  threshold: null,
  n: 0,
});
