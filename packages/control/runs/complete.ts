import type { Signature } from '@gradus/contracts/api/models';
import { withTransaction } from '@gradus/db';
import { actorName } from '../actor-name';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { insertVersion } from '../versions/insert';

export interface CompleteRun {
  run: string;
  owner: string;
  /** the exported ONNX file */
  artifact: Uint8Array;
  signature: Signature;
  metrics: Record<string, number | null>;
}

/**
 * A training has ended well: the version and the run's end are one transaction, so a run makes one version at most.
 * @returns the version's number, null when the lease was lost to another worker
 */
export async function completeRun(ctx: Context, input: CompleteRun): Promise<number | null> {
  const { digest, sizeBytes } = await ctx.ports.artifacts.put(input.artifact);
  const version = await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query(
      `SELECT r.model_id, r.dataset_id, ${actorName('r.requested_by')} AS requested_by, d.task FROM runs r JOIN datasets d ON d.id = r.dataset_id
       WHERE r.id = $1 AND r.lease_owner = $2 AND r.status = 'running' FOR UPDATE OF r`,
      [input.run, input.owner],
    );
    const run = rows[0];
    if (!run) return null;
    const { number } = await insertVersion(tx, ctx, {
      modelId: run.model_id,
      status: 'ready',
      source: 'run',
      digest,
      sizeBytes,
      runId: input.run,
      datasetId: run.dataset_id,
      task: run.task,
      signature: input.signature,
      metrics: input.metrics,
      createdBy: run.requested_by,
    });
    await tx.query(
      `UPDATE runs SET status = 'succeeded', phase = 'succeeded', progress = 1, eta_ms = NULL, version_number = $2, metrics = $3,
         error = NULL, lease_owner = NULL, lease_until = NULL, next_check_at = NULL, finished_at = $4, revision = revision + 1
       WHERE id = $1`,
      [input.run, number, JSON.stringify(input.metrics), ctx.now()],
    );
    await appendAudit(tx, ctx, {
      action: 'run.succeed',
      subject: { type: 'run', id: input.run },
      before: { status: 'running' },
      after: { status: 'succeeded', version: number, digest },
    });
    return number;
  });
  await ctx.ports.relay.changed({ type: 'run.succeeded', subject: { type: 'run', id: input.run } });
  return version;
}
