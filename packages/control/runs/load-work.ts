import type { CreateRun } from '@gradus/contracts/api/runs';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';

/** All that a worker needs to train. */
export interface RunWork {
  id: string;
  model: string;
  config: CreateRun;
  attempt: number;
  datasetArtifact: string;
  checkpoint: { digest: string; epoch: number } | null;
}

export async function loadRunWork(ctx: Pick<Context, 'db'>, run: string): Promise<RunWork> {
  const { rows } = await ctx.db.pool.query(
    `SELECT r.id, m.name AS model, r.config, r.attempt, r.checkpoint, r.checkpoint_epoch, d.artifact_digest
     FROM runs r JOIN models m ON m.id = r.model_id JOIN datasets d ON d.id = r.dataset_id WHERE r.id = $1`,
    [run],
  );
  const row = rows[0];
  if (!row) throw new DomainError('not_found', `There is no run ${run}.`);
  return {
    id: row.id,
    model: row.model,
    config: row.config,
    attempt: row.attempt,
    datasetArtifact: row.artifact_digest,
    checkpoint: row.checkpoint === null ? null : { digest: row.checkpoint, epoch: row.checkpoint_epoch ?? 0 },
  };
}
