import { CreateRun, type Run } from '@gradus/contracts/api/runs';
import { cancelRun, createRun, getRun, readCurves, resumeRun } from '@gradus/control/runs';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startSystem, type TestSystem, type WorkerProcess } from '../testing/system';

let system: TestSystem;
let worker: WorkerProcess;
let dataset: string;

beforeAll(async () => {
  system = await startSystem();
  dataset = await system.addDataset('breast_cancer');
  worker = system.startWorker();
});
afterAll(() => system.close());
/** A test that fails half-way leaves no training in the way of the next one. */
afterEach(async () => {
  const { rows } = await system.ctx.db.pool.query(`SELECT id FROM runs WHERE status IN ('queued', 'running')`);
  for (const { id } of rows) await cancelRun(system.ctx, { run: id });
});

const start = (changes: object): Promise<Run> =>
  createRun(
    system.ctx,
    CreateRun.parse({ model: 'diagnosis', dataset, family: 'logistic-regression', epochs: 20, ...changes }),
  );

/** A training that takes some seconds and is the same each time. */
const long = { family: 'mlp', architecture: { layers: [256, 256] }, epochs: 200, batchSize: 8 };

async function until(run: Run, reached: (now: Run) => boolean, seconds = 30): Promise<Run> {
  return vi.waitFor(
    async () => {
      const now = await getRun(system.ctx, run.id);
      if (!reached(now)) throw new Error(`the run is ${now.status}, ${now.phase}: ${now.error?.detail}`);
      return now;
    },
    { timeout: seconds * 1000, interval: 50 },
  );
}
const hasEnded = (run: Run) => ['succeeded', 'failed', 'cancelled'].includes(run.status);
const isUnderWay = (run: Run) => run.status === 'running' && run.progress > 0.05;

async function rowOf(run: Run) {
  const { rows } = await system.ctx.db.pool.query(
    `SELECT r.checkpoint, r.lease_owner, v.digest, v.created_by, v.source, v.status, v.signature, m.task
     FROM runs r JOIN models m ON m.id = r.model_id LEFT JOIN versions v ON v.run_id = r.id WHERE r.id = $1`,
    [run.id],
  );
  return rows[0];
}

describe('a run', () => {
  test('becomes a version with its metrics, curves and log', async () => {
    const run = await start({});
    expect(run.status).toBe('queued');
    const ended = await until(run, hasEnded);
    expect(ended).toMatchObject({ status: 'succeeded', progress: 1, version: 1, error: null, attempt: 1 });
    expect(ended.metrics.accuracy).toBeGreaterThan(0.9);
    expect(ended.metrics.f1).toBeGreaterThan(0.9);
    expect(ended.metrics['validation.accuracy']).toBeGreaterThan(0.9);
    const { points, log } = await readCurves(system.ctx, { run: run.id });
    expect(points.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(points.at(-1)?.metrics).toMatchObject({ trainLoss: expect.any(Number), validationLoss: expect.any(Number) });
    expect(log.at(-1)?.line).toContain('testing');
    expect(await rowOf(run)).toMatchObject({
      source: 'run',
      status: 'ready',
      created_by: 'key_test',
      task: 'binary',
      digest: expect.stringMatching(/^sha256:/),
    });
  }, 60_000);

  test('is cancelled within two seconds and goes on from its checkpoint', async () => {
    const run = await until(
      await start({ ...long, epochs: 10_000 }),
      ({ status, progress }) => status === 'running' && progress > 0,
    );
    const asked = Date.now();
    await cancelRun(system.ctx, { run: run.id });
    const cancelled = await until(run, hasEnded);
    expect(Date.now() - asked).toBeLessThan(2_000);
    expect(cancelled).toMatchObject({ status: 'cancelled', version: null });
    const resumed = await resumeRun(system.ctx, { run: run.id });
    // the worker may have taken it before the row was read again
    expect(resumed).toMatchObject({ status: expect.stringMatching(/^(queued|running)$/), cancelRequested: false });
    await until(run, ({ progress }) => progress > cancelled.progress);
    const { log } = await readCurves(system.ctx, { run: run.id });
    expect(log.some(({ line }) => line.includes('going on from the checkpoint'))).toBe(true);
    await cancelRun(system.ctx, { run: run.id });
    await until(run, hasEnded);
    await expect(cancelRun(system.ctx, { run: run.id })).resolves.toMatchObject({ status: 'cancelled' });
  }, 90_000);

  test('that diverges has failed, with the reason, and its worker lives on', async () => {
    const run = await start({ optimizer: { name: 'sgd', learningRate: 10 }, regularization: { l2: 10 }, epochs: 500 });
    const ended = await until(run, hasEnded);
    expect(ended).toMatchObject({ status: 'failed', version: null, error: { code: 'diverged' } });
    await expect(resumeRun(system.ctx, { run: run.id })).rejects.toMatchObject({ code: 'illegal_transition' });
    expect(await until(await start({ epochs: 1 }), hasEnded)).toMatchObject({ status: 'succeeded' });
  }, 60_000);
});

describe('a run is refused at once', () => {
  test.each<[string, object, string]>([
    ['an unknown family', { family: 'oracle' }, '/family'],
    ['no such dataset', { dataset: 'dst_none' }, '/dataset'],
    ['a bad option of the family', { family: 'mlp', architecture: { layers: [-1] } }, '/architecture/layers'],
    ['a family for another task', { family: 'linear-regression' }, '/family'],
  ])('%s', async (_, changes, pointer) => {
    await expect(start({ model: 'never', ...changes })).rejects.toMatchObject({
      errors: expect.arrayContaining([expect.objectContaining({ pointer })]),
    });
    const { rowCount } = await system.ctx.db.pool.query(`SELECT 1 FROM models WHERE name = 'never'`);
    expect(rowCount).toBe(0);
  });
});

describe('the worker of a run', () => {
  test('stops, is killed and is started again: the weights are those of a run that nothing happened to', async () => {
    const undisturbed = await until(await start(long), hasEnded, 60);
    expect(undisturbed.status).toBe('succeeded');

    const run = await until(await start(long), isUnderWay);
    await worker.kill('SIGTERM');
    expect(await rowOf(run)).toMatchObject({ lease_owner: null, checkpoint: expect.stringMatching(/^sha256:/) });
    const handedBack = await getRun(system.ctx, run.id);
    expect(handedBack).toMatchObject({ status: 'running', attempt: 0 });

    worker = system.startWorker();
    await until(run, ({ progress }) => progress > handedBack.progress + 0.1);
    await worker.kill('SIGKILL');
    expect(await getRun(system.ctx, run.id)).toMatchObject({ status: 'running', attempt: 1 });

    worker = system.startWorker();
    const ended = await until(run, hasEnded, 90);
    expect(ended).toMatchObject({ status: 'succeeded', attempt: 2 });
    expect((await rowOf(run)).digest).toBe((await rowOf(undisturbed)).digest);
    const { points } = await readCurves(system.ctx, { run: run.id });
    expect(points).toHaveLength(long.epochs);
  }, 180_000);
});
