import type { DecisionBasis } from '@gradus/contracts/api/evidence';
import type { DecisionView } from '@gradus/contracts/api/releases';
import type { Decision } from '@gradus/core/rollout';
import type { Transaction } from '@gradus/db';
import type { Context } from '../context';

export type NewDecision = Omit<Decision, 'action' | 'advanceAt'> & {
  action: Decision['action'] | 'start' | 'resume';
  /** absent where a person decided */
  basis?: DecisionBasis;
};

export interface DecisionRow {
  id: string;
  at: Date;
  action: string;
  stage: number;
  metric: string | null;
  reason: string;
  evidence: number | null;
  threshold: number | null;
  n: number;
  actor_kind: 'user' | 'key' | 'system';
  actor_name: string;
  basis: DecisionBasis | null;
}

export async function insertDecision(tx: Transaction, ctx: Context, rolloutId: string, decision: NewDecision) {
  await tx.query(
    `INSERT INTO decisions (id, rollout_id, at, action, stage, metric, reason, evidence, threshold, n, actor_kind, actor_name, basis)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ctx.newId('dec'),
      rolloutId,
      decision.basis === undefined ? ctx.now() : new Date(decision.basis.observation.now),
      decision.action,
      decision.stage,
      decision.metric,
      decision.reason,
      decision.evidence === null ? null : finite(decision.evidence),
      decision.threshold,
      decision.n,
      ctx.actor.kind,
      ctx.actor.name,
      decision.basis === undefined ? null : JSON.stringify(decision.basis),
    ],
  );
}

/** An e-value grows without bound; what is shown and stored stops here. */
const LARGEST = 1e12;
export const finite = (value: number): number => Math.min(value, LARGEST);

type Line = { action: string; stage: number; metric: string | null; reason: string };

/** Holds that differ in their numbers alone are one line of the timeline. */
export function sameKind(a: Line, b: Line): boolean {
  return a.action === b.action && a.stage === b.stage && a.metric === b.metric && gist(a.reason) === gist(b.reason);
}

const gist = (reason: string): string => reason.replace(/[\d.,]+/g, '').split(/[:;]/, 1)[0] ?? '';

export const toDecisionView = (row: DecisionRow): DecisionView => ({
  id: row.id,
  at: row.at.toISOString(),
  action: row.action,
  stage: row.stage,
  metric: row.metric,
  reason: row.reason,
  evidence: row.evidence,
  threshold: row.threshold,
  n: row.n,
  actor: row.actor_name,
});
