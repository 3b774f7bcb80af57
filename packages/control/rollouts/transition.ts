import { DomainError } from '@gradus/core/error';
import { isLive, type RolloutState } from '@gradus/core/rollout';
import type { Transaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { route } from '../endpoints/route';
import { openIncident } from '../incidents/open';
import { finishRelease } from '../releases/finish';
import { insertDecision, type NewDecision } from './decisions';
import type { RolloutRow, StoredAnalysis } from './rows';
import { servedIn, shareOf } from './served';

export interface Transition {
  next: RolloutState;
  decision: NewDecision;
  analysis: StoredAnalysis | null;
}

export interface Routed {
  endpoint: string;
  revision: number;
}

const LOOK_MS = 1_500;

/** When the controller looks at a live rollout again. */
export const nextLook = (ctx: Context): Date => new Date(ctx.now().getTime() + LOOK_MS);

/**
 * Moves a rollout: its state by compare-and-set, the decision, the routing revision, and at the end the release,
 * `champion` and an incident, all in the caller's transaction. Automatic and human moves take this one way.
 * What was shown of one stage does not stand for the next.
 */
export async function moveRollout(
  tx: Transaction,
  ctx: Context,
  row: RolloutRow,
  { next, decision, analysis }: Transition,
): Promise<Routed | null> {
  const ended = !isLive(next.status);
  const entersStage = !ended && next.stageIndex !== row.stage_index;
  const saved = await tx.query(
    `UPDATE rollouts SET status = $3, stage_index = $4, stage_started_at = $5, analysis = $6, outcome = $7,
       next_check_at = $8, finished_at = $9, revision = revision + 1
     WHERE id = $1 AND revision = $2`,
    [
      row.id,
      row.revision,
      next.status,
      next.stageIndex,
      next.stageStartedAt === null ? null : new Date(next.stageStartedAt),
      JSON.stringify(entersStage ? null : analysis),
      ended ? decision.reason : null,
      ended ? null : nextLook(ctx),
      ended ? ctx.now() : null,
    ],
  );
  if (saved.rowCount === 0) throw new DomainError('conflict', 'The rollout has changed since; look again.');
  await insertDecision(tx, ctx, row.id, decision);
  const routed = await routeTo(tx, ctx, row, next, decision);
  if (ended) await end(tx, ctx, row, next, decision);
  await appendAudit(tx, ctx, {
    action: `rollout.${decision.action}`,
    subject: { type: 'rollout', id: row.id },
    before: { status: row.status, stage: row.stage_index },
    after: { status: next.status, stage: next.stageIndex, reason: decision.reason },
  });
  return routed;
}

/** A pause or resume leaves requests where they go. */
async function routeTo(tx: Transaction, ctx: Context, row: RolloutRow, next: RolloutState, decision: NewDecision) {
  const moved = next.stageIndex !== row.stage_index || !isLive(next.status) || row.status === 'pending';
  if (!moved) return null;
  return route(tx, {
    endpointId: row.endpoint_id,
    expected: row.endpoint_revision,
    table: servedIn(row, next),
    stage: isLive(next.status) ? next.stageIndex : null,
    reason: describe(row, next, decision),
    at: ctx.now(),
  });
}

function describe(row: RolloutRow, next: RolloutState, decision: NewDecision): string {
  const candidate = `version ${row.candidate_number}`;
  switch (next.status) {
    case 'completed':
      return `${candidate} serves all traffic`;
    case 'rolled_back':
      return `${candidate} rolled back: ${decision.reason}`;
    case 'pending':
    case 'progressing':
    case 'paused':
      return `${candidate}: stage ${next.stageIndex + 1} of ${next.policy.stages.length}, ${shareOf(next)}`;
  }
}

async function end(tx: Transaction, ctx: Context, row: RolloutRow, next: RolloutState, decision: NewDecision) {
  const rolledBack = next.status === 'rolled_back';
  await finishRelease(tx, ctx, { releaseId: row.release_id, rolledBack, outcome: decision.reason });
  if (!rolledBack) return;
  await openIncident(tx, ctx, {
    endpointId: row.endpoint_id,
    rolloutId: row.id,
    version: row.candidate_number,
    source: 'rollback',
    title: `Version ${row.candidate_number} of ${row.model} was rolled back on ${row.endpoint}`,
    summary: decision.reason,
  });
}
