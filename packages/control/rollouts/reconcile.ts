import { DomainError } from '@gradus/core/error';
import { applyDecision, decide, isLive } from '@gradus/core/rollout';
import { type Transaction, withTransaction } from '@gradus/db';
import type { Context } from '../context';
import { type DecisionRow, insertDecision, type NewDecision, sameKind } from './decisions';
import { ensureLatencyLevel } from './ensure-latency-level';
import { viewEvidence } from './evidence-view';
import { recordLook } from './looks';
import { observe } from './observe';
import { findRollout, type RolloutRow, type StoredAnalysis, toState } from './rows';
import { moveRollout, nextLook } from './transition';

/**
 * One look at a live rollout: evidence, decision, and whatever follows from it in one transaction. Level-triggered:
 * running twice, late or against a person's command changes nothing that the rows would not say anyway.
 */
export async function reconcileRollout(ctx: Context, input: { rolloutId: string }): Promise<void> {
  try {
    await look(ctx, input.rolloutId);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict') return;
    throw error;
  }
}

async function look(ctx: Context, rolloutId: string): Promise<void> {
  const row = await findRollout(ctx, rolloutId);
  if (!isLive(row.status)) return;
  if (await ensureLatencyLevel(ctx, row)) return;
  const state = toState(row);
  const { observation, counts } = await observe(ctx, row);
  const { status, stageStartedAt } = state;
  const decision = { ...decide(state, observation), basis: { status, stageStartedAt, observation, counts } };
  const next = applyDecision(state, decision, observation.now);
  const analysis = { metrics: viewEvidence(state, observation), reason: decision.reason };
  if (next === state) return stay(ctx, row, decision, analysis);
  const routed = await withTransaction(ctx.db, async (tx) => {
    await recordLook(tx, ctx, row, analysis);
    return moveRollout(tx, ctx, row, { next, decision, analysis });
  });
  if (routed) await ctx.ports.relay.routingChanged(routed.endpoint, routed.revision);
  ctx.ports.log.info({ rollout: row.id, action: decision.action, stage: decision.stage }, decision.reason);
  await ctx.ports.relay.changed({ type: `rollout.${decision.action}`, subject: { type: 'rollout', id: row.id } });
}

/** Not a change of state, so no new revision: a person's command never loses against a look. */
async function stay(ctx: Context, row: RolloutRow, decision: NewDecision, analysis: StoredAnalysis): Promise<void> {
  const told = await withTransaction(ctx.db, async (tx) => {
    const saved = await tx.query(
      'UPDATE rollouts SET analysis = $3, next_check_at = $4 WHERE id = $1 AND revision = $2',
      [row.id, row.revision, JSON.stringify(analysis), nextLook(ctx)],
    );
    if (saved.rowCount === 0) throw new DomainError('conflict', 'The rollout has changed since.');
    await recordLook(tx, ctx, row, analysis);
    const news = await isNews(tx, row.id, decision);
    if (news) await insertDecision(tx, ctx, row.id, decision);
    return news;
  });
  const changed = JSON.stringify(analysis.metrics) !== JSON.stringify(row.analysis?.metrics ?? []);
  if (told || changed) {
    await ctx.ports.relay.changed({ type: 'rollout.observed', subject: { type: 'rollout', id: row.id } });
  }
}

/** Is this hold of another kind than the last line of the timeline? */
async function isNews(tx: Transaction, rolloutId: string, decision: NewDecision): Promise<boolean> {
  const { rows } = await tx.query<DecisionRow>(
    'SELECT * FROM decisions WHERE rollout_id = $1 ORDER BY at DESC, id DESC LIMIT 1',
    [rolloutId],
  );
  const last = rows[0];
  return last?.action !== 'pause' && (last === undefined || !sameKind(last, decision));
}
