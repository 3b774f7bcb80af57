import type { CreateEvaluation } from '@gradus/contracts/api/evaluations';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';

/** All that a worker needs to measure. */
export interface EvaluationWork {
  id: string;
  config: CreateEvaluation;
  versionArtifact: string;
  datasetArtifact: string;
}

export async function loadEvaluationWork(ctx: Pick<Context, 'db'>, evaluation: string): Promise<EvaluationWork> {
  const { rows } = await ctx.db.pool.query(
    `SELECT e.id, e.config, v.digest, d.artifact_digest
     FROM evaluations e JOIN versions v ON v.id = e.version_id JOIN datasets d ON d.id = e.dataset_id WHERE e.id = $1`,
    [evaluation],
  );
  const row = rows[0];
  if (!row) throw new DomainError('not_found', `There is no evaluation ${evaluation}.`);
  return { id: row.id, config: row.config, versionArtifact: row.digest, datasetArtifact: row.artifact_digest };
}
