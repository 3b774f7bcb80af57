import { endEvaluation, loadEvaluationWork, reportEvaluation } from '@gradus/control/evaluations';
import { claimLease, type Lease, MAX_ATTEMPTS, releaseLease } from '@gradus/control/leases';
import { DomainError } from '@gradus/core/error';
import { MlError } from '@gradus/ml/errors';
import { evaluateInThread } from '@gradus/ml/evaluate';
import { type Stop, stopOf, type WorkerContext } from '../context';
import { startHeartbeat } from '../heartbeat';
import { toScenarios, viewAnomalies, viewScenario } from './map';

const REPORT_MS = 500;

/** Every evaluation draws its noise and its resamples from the same stream, so two versions meet the same rows. */
const SEED = 7;

/** Measures one version under a lease. Told twice, it works once. */
export async function executeEvaluation(ctx: WorkerContext, { evaluationId }: { evaluationId: string }): Promise<void> {
  const lease = ctx.newLease('evaluations', evaluationId);
  const evaluation = { evaluation: evaluationId, owner: lease.owner };
  switch (await claimLease(ctx, lease)) {
    case 'leave':
      return;
    case 'cancel':
      return endEvaluation(ctx, { ...evaluation, end: { status: 'cancelled' } });
    case 'give_up': {
      const detail = `The worker stopped ${MAX_ATTEMPTS} times during this evaluation; its log says why.`;
      return endEvaluation(ctx, { ...evaluation, end: { status: 'failed', error: { code: 'worker_lost', detail } } });
    }
    case 'work':
      return work(ctx, lease);
  }
}

async function work(ctx: WorkerContext, lease: Lease): Promise<void> {
  const stop = stopOf(ctx);
  let progress = 0;
  const heartbeat = startHeartbeat(
    REPORT_MS,
    async () => {
      const state = await reportEvaluation(ctx, { evaluation: lease.id, owner: lease.owner, progress });
      if (state !== 'held') stop.because(state);
    },
    (error) => ctx.ports.log.warn({ err: error, evaluation: lease.id }, 'progress of an evaluation not stored'),
  );
  try {
    const result = await measure(ctx, lease, stop, (share) => {
      progress = share;
    });
    await heartbeat.stop();
    if (stop.reason() === 'lost') return;
    const scenarios = result.scenarios.map(viewScenario);
    const end = { status: 'succeeded' as const, scenarios, anomalies: viewAnomalies(result.anomalies) };
    await endEvaluation(ctx, { evaluation: lease.id, owner: lease.owner, end });
  } catch (error) {
    await heartbeat.stop();
    await giveBack(ctx, lease, error, stop);
  } finally {
    stop.dispose();
  }
}

async function measure(ctx: WorkerContext, lease: Lease, stop: Stop, onProgress: (share: number) => void) {
  const { config, versionArtifact, datasetArtifact } = await loadEvaluationWork(ctx, lease.id);
  const model = await ctx.ports.artifacts.get(versionArtifact);
  const dataset = await ctx.ports.artifacts.get(datasetArtifact);
  return evaluateInThread(model, dataset, {
    entry: ctx.threads.evaluate,
    split: config.split,
    ...toScenarios(config),
    seed: SEED,
    signal: stop.signal,
    onProgress: (done, total) => onProgress(total === 0 ? 0 : done / total),
  });
}

async function giveBack(ctx: WorkerContext, lease: Lease, error: unknown, stop: Stop): Promise<void> {
  const evaluation = { evaluation: lease.id, owner: lease.owner };
  switch (stop.reason()) {
    case 'lost':
      return;
    case 'shutdown':
      return releaseLease(ctx, lease, false);
    case 'cancel':
      return endEvaluation(ctx, { ...evaluation, end: { status: 'cancelled' } });
    case null:
      if (!(error instanceof MlError || error instanceof DomainError)) {
        await releaseLease(ctx, lease, true);
        throw error;
      }
      ctx.ports.log.info({ err: error, evaluation: lease.id }, 'evaluation failed');
      return endEvaluation(ctx, {
        ...evaluation,
        end: { status: 'failed', error: { code: error.code, detail: error.message } },
      });
  }
}
