import type { Evaluation } from '@gradus/contracts/api/evaluations';
import { DomainError } from '@gradus/core/error';
import { evaluateGates, type GateResult } from '@gradus/core/policy';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { ensureEvaluation } from './ensure-evaluation';
import { digestOf, type Evidence, measured } from './evidence';
import type { ReleaseRow } from './rows';
import { saveRelease } from './save';
import { mustCommand } from './state';

const LOOK_AGAIN_MS = 1_000;

/** Measures candidate and stable, then judges the gates and freezes the evidence. */
export async function judgeRelease(ctx: Context, release: ReleaseRow): Promise<void> {
  const evaluations = await evaluate(ctx, release);
  if (evaluations === 'waiting') return;
  const { candidate, baseline } = evaluations;
  const gates = judge(release, evaluations);
  const evidence: Evidence = {
    endpoint: release.endpoint,
    model: release.model,
    dataset: await readDataset(ctx, release.dataset_id),
    candidate: measured(release.version_number, await readDigest(ctx, release, release.version_number), candidate),
    baseline:
      release.baseline_number === null
        ? null
        : measured(release.baseline_number, await readDigest(ctx, release, release.baseline_number), baseline),
    policy: release.policy_spec,
    gates,
  };
  const evidenceDigest = digestOf(evidence);
  const passed = gates.every((gate) => gate.passed);
  const { status } = mustCommand(release, { kind: passed ? 'gatesPassed' : 'gatesFailed', evidenceDigest });
  const outcome = passed ? null : outcomeOf(gates);
  await withTransaction(ctx.db, async (tx) => {
    const next_check_at = status === 'approved' ? ctx.now() : null;
    await saveRelease(tx, ctx, release, {
      status,
      gates,
      evidence,
      evidence_digest: evidenceDigest,
      outcome,
      next_check_at,
    });
    await appendAudit(tx, ctx, {
      action: passed ? 'release.gates_passed' : 'release.gates_failed',
      subject: { type: 'release', id: release.id },
      before: { status: release.status },
      after: { status, evidenceDigest, gates },
    });
  });
  if (status === 'approved') await ctx.ports.publish('release.reconcile', { releaseId: release.id });
  await ctx.ports.relay.changed({ type: `release.${status}`, subject: { type: 'release', id: release.id } });
}

interface Evaluations {
  candidate: Evaluation | null;
  baseline: Evaluation | null;
  /** why there is no measurement, in words */
  fault: string | null;
}

async function evaluate(ctx: Context, release: ReleaseRow): Promise<Evaluations | 'waiting'> {
  if (release.dataset_id === null) return { candidate: null, baseline: null, fault: null };
  const request = { model: release.model, dataset: release.dataset_id };
  try {
    const candidate = await ensureEvaluation(ctx, { ...request, version: release.version_number });
    const baseline =
      release.baseline_number === null
        ? null
        : await ensureEvaluation(ctx, { ...request, version: release.baseline_number });
    await remember(ctx, release, candidate, baseline);
    const both = baseline === null ? [candidate] : [candidate, baseline];
    if (both.some(({ status }) => status === 'queued' || status === 'running')) return 'waiting';
    const failed = both.find(({ status }) => status !== 'succeeded');
    const fault = failed
      ? `the evaluation of version ${failed.version} ${failed.status}: ${failed.error?.detail ?? 'no reason given'}`
      : null;
    return { candidate, baseline, fault };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'conflict') throw error;
    return { candidate: null, baseline: null, fault: error.message };
  }
}

/** Keeps the ids, so that the screen can follow them, and when to look again. Not a change of state: no revision. */
async function remember(ctx: Context, release: ReleaseRow, candidate: Evaluation, baseline: Evaluation | null) {
  release.evaluation_id = candidate.id;
  release.baseline_evaluation_id = baseline?.id ?? null;
  await ctx.db.pool.query(
    `UPDATE releases SET evaluation_id = $3, baseline_evaluation_id = $4, next_check_at = $5
     WHERE id = $1 AND revision = $2`,
    [
      release.id,
      release.revision,
      release.evaluation_id,
      release.baseline_evaluation_id,
      new Date(ctx.now().getTime() + LOOK_AGAIN_MS),
    ],
  );
}

function judge(release: ReleaseRow, { candidate, baseline, fault }: Evaluations): GateResult[] {
  if (fault !== null) {
    return [
      { metric: 'evaluation', scenario: '*', value: null, baseline: null, limit: null, passed: false, reason: fault },
    ];
  }
  return evaluateGates(release.policy_spec.gates, candidate?.scenarios ?? [], baseline?.scenarios ?? null);
}

function outcomeOf(gates: GateResult[]): string {
  const failed = gates.filter((gate) => !gate.passed);
  return `${failed.length} of ${gates.length} gates failed: ${failed.map((gate) => `${gate.metric} on ${gate.scenario} (${gate.reason})`).join('; ')}`;
}

async function readDataset(ctx: Context, id: string | null): Promise<Evidence['dataset']> {
  if (id === null) return null;
  const { rows } = await ctx.db.pool.query<{ digest: string }>('SELECT digest FROM datasets WHERE id = $1', [id]);
  return rows[0] ? { id, digest: rows[0].digest } : null;
}

async function readDigest(ctx: Context, release: ReleaseRow, number: number): Promise<string | null> {
  const { rows } = await ctx.db.pool.query<{ digest: string | null }>(
    'SELECT digest FROM versions WHERE model_id = $1 AND number = $2',
    [release.model_id, number],
  );
  return rows[0]?.digest ?? null;
}
