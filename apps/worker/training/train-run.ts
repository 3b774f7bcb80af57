import { claimLease, type Lease, MAX_ATTEMPTS, releaseLease } from '@gradus/control/leases';
import { completeRun, endRun, loadRunWork, type RunWork } from '@gradus/control/runs';
import { DomainError } from '@gradus/core/error';
import { MlError } from '@gradus/ml/errors';
import { evaluateInThread } from '@gradus/ml/evaluate';
import { parseRunConfig, type TrainOutcome, trainInThread } from '@gradus/ml/train';
import { type Stop, stopOf, type WorkerContext } from '../context';
import { startHeartbeat } from '../heartbeat';
import { RunJournal, underValidation } from './journal';

const REPORT_MS = 500;

/** Trains one run under a lease, from its last checkpoint where there is one. Told twice, it works once. */
export async function trainRun(ctx: WorkerContext, { runId }: { runId: string }): Promise<void> {
  const lease = ctx.newLease('runs', runId);
  switch (await claimLease(ctx, lease)) {
    case 'leave':
      return;
    case 'cancel':
      return endRun(ctx, { run: runId, owner: lease.owner, end: { status: 'cancelled' } });
    case 'give_up': {
      const detail = `The worker stopped ${MAX_ATTEMPTS} times while it trained this run; its log says why.`;
      return endRun(ctx, {
        run: runId,
        owner: lease.owner,
        end: { status: 'failed', error: { code: 'worker_lost', detail } },
      });
    }
    case 'work':
      return work(ctx, lease);
  }
}

async function work(ctx: WorkerContext, lease: Lease): Promise<void> {
  const stop = stopOf(ctx);
  const journal = new RunJournal(ctx, lease);
  const heartbeat = startHeartbeat(
    REPORT_MS,
    async () => {
      const state = await journal.flush();
      if (state !== 'held') stop.because(state);
    },
    (error) => ctx.ports.log.warn({ err: error, run: lease.id }, 'progress of a run not stored; it is sent again'),
  );
  try {
    const outcome = await trainAndTest(ctx, lease, journal, stop);
    await heartbeat.stop();
    await finish(ctx, lease, journal, outcome, stop);
  } catch (error) {
    await heartbeat.stop();
    await giveBack(ctx, lease, error, stop);
  } finally {
    stop.dispose();
  }
}

type Outcome = TrainOutcome & { test?: Record<string, number | null> };

async function trainAndTest(ctx: WorkerContext, lease: Lease, journal: RunJournal, stop: Stop): Promise<Outcome> {
  const run = await loadRunWork(ctx, lease.id);
  journal.enter('loading', `attempt ${run.attempt}: loading the data`);
  const dataset = await ctx.ports.artifacts.get(run.datasetArtifact);
  const resume = run.checkpoint ? await ctx.ports.artifacts.get(run.checkpoint.digest) : undefined;
  journal.enter('training', startLine(run));
  const outcome = await trainInThread(parseRunConfig(run.config), dataset, {
    entry: ctx.threads.train,
    signal: stop.signal,
    checkpointMs: ctx.checkpointMs,
    ...(resume && { resume }),
    onProgress: (progress) => journal.follow(progress),
    onCheckpoint: (bytes) => {
      journal.checkpoint(bytes).catch((error: unknown) => {
        ctx.ports.log.warn({ err: error, run: lease.id }, 'checkpoint of a run not stored; the next one will be');
      });
    },
  });
  if (outcome.status === 'cancelled') return outcome;
  journal.enter('testing', `trained in ${outcome.seconds.toFixed(1)} s, best epoch ${outcome.bestEpoch}; testing`);
  const measured = await evaluateInThread(outcome.model, dataset, {
    entry: ctx.threads.evaluate,
    split: 'test',
    scenarios: [{ kind: 'clean' }],
    seed: run.config.seed,
    signal: stop.signal,
  });
  return { ...outcome, test: measured.scenarios[0]?.metrics ?? {} };
}

const startLine = ({ config, checkpoint }: RunWork): string =>
  checkpoint
    ? `going on from the checkpoint of epoch ${checkpoint.epoch}`
    : `training ${config.family} with ${config.optimizer.name}, seed ${config.seed}`;

async function finish(
  ctx: WorkerContext,
  lease: Lease,
  journal: RunJournal,
  outcome: Outcome,
  stop: Stop,
): Promise<void> {
  if (stop.reason() === 'lost') return;
  if (outcome.status === 'cancelled') {
    await journal.checkpoint(outcome.checkpoint);
    return breakOff(ctx, lease, stop);
  }
  journal.fillIn(outcome.history);
  await journal.flush();
  const metrics = { ...outcome.test, ...underValidation(outcome.metrics) };
  const { model: artifact, signature } = outcome;
  const version = await completeRun(ctx, { run: lease.id, owner: lease.owner, artifact, signature, metrics });
  ctx.ports.log.info({ run: lease.id, version }, 'run succeeded');
}

/** A fault of the run ends it. A fault of this machine gives it back, and the queue's next try or the sweep takes it up. */
async function giveBack(ctx: WorkerContext, lease: Lease, error: unknown, stop: Stop): Promise<void> {
  if (stop.reason() === 'lost') return;
  if (error instanceof MlError && error.code === 'cancelled') return breakOff(ctx, lease, stop);
  if (error instanceof MlError || error instanceof DomainError) {
    const { code } = error;
    ctx.ports.log.info({ err: error, run: lease.id }, 'run failed');
    const end = { status: 'failed' as const, error: { code, detail: error.message } };
    return endRun(ctx, { run: lease.id, owner: lease.owner, end });
  }
  await releaseLease(ctx, lease, true);
  throw error;
}

async function breakOff(ctx: WorkerContext, lease: Lease, stop: Stop): Promise<void> {
  if (stop.reason() === 'shutdown') return releaseLease(ctx, lease, false);
  return endRun(ctx, { run: lease.id, owner: lease.owner, end: { status: 'cancelled' } });
}
