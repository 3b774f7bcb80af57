import { DomainError } from '@gradus/core/error';
import { applyRolloutCommand, isShadow } from '@gradus/core/rollout';
import { withTransaction } from '@gradus/db';
import type { Context } from '../context';
import type { ReleaseRow } from '../releases/rows';
import { saveRelease } from '../releases/save';
import { mustCommand } from '../releases/state';
import { freezeLatencyLevel } from './latency-level';
import { type RolloutRow, SELECT_ROLLOUTS, toState } from './rows';
import { shareOf } from './served';
import { moveRollout } from './transition';

/** Begins to execute an approved release. An endpoint that serves nothing yet gets all of it at once. */
export async function startRollout(ctx: Context, release: ReleaseRow): Promise<void> {
  const { status } = mustCommand(release, { kind: 'rolloutStarted' });
  const id = ctx.newId('rlo');
  const level = await freezeLatencyLevel(ctx, release.policy_spec, {
    endpointId: release.endpoint_id,
    version: release.baseline_number,
  });
  const routed = await withTransaction(ctx.db, async (tx) => {
    await saveRelease(tx, ctx, release, { status, rollout_id: id, next_check_at: null });
    await tx.query(
      `INSERT INTO rollouts (id, release_id, endpoint_id, stable_number, candidate_number, policy_spec, status, salt,
         latency_tau_ms, latency_tau_revision, created_at)
       SELECT $1, $2, e.id, e.stable_number, $4, $5, 'pending', $1, $6, CASE WHEN $6::float8 IS NULL THEN NULL ELSE e.revision + 1 END, $7
       FROM endpoints e WHERE e.id = $3`,
      [
        id,
        release.id,
        release.endpoint_id,
        release.version_number,
        JSON.stringify(release.policy_spec),
        level,
        ctx.now(),
      ],
    );
    const { rows } = await tx.query<RolloutRow>(`${SELECT_ROLLOUTS} WHERE o.id = $1`, [id]);
    const row = rows[0];
    if (!row) throw new DomainError('internal', 'The rollout was not written.');
    const direct = row.stable_number === null;
    const started = applyRolloutCommand(toState(row), { kind: 'start', direct }, ctx.now().getTime());
    if (!started.ok) throw new DomainError(started.refusal.code, started.refusal.detail);
    const reason = direct
      ? 'the first version on this endpoint: there is nothing to compare with, so it serves all traffic at once'
      : isShadow(started.value)
        ? 'started in shadow: the candidate repeats requests that stable answers'
        : `started: ${shareOf(started.value)} of the traffic`;
    return moveRollout(tx, ctx, row, {
      next: started.value,
      decision: {
        action: direct ? 'complete' : 'start',
        stage: started.value.stageIndex,
        metric: null,
        reason,
        evidence: null,
        threshold: null,
        n: 0,
      },
      analysis: { metrics: [], reason },
    });
  });
  if (routed) await ctx.ports.relay.routingChanged(routed.endpoint, routed.revision);
  await ctx.ports.publish('rollout.reconcile', { rolloutId: id });
  await ctx.ports.relay.changed({ type: 'rollout.started', subject: { type: 'rollout', id } });
  await ctx.ports.relay.changed({ type: `release.${status}`, subject: { type: 'release', id: release.id } });
}
