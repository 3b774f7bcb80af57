import type { Context } from '../context';

export interface RunCheckpoint {
  run: string;
  owner: string;
  epoch: number;
  bytes: Uint8Array;
}

/** Keeps the state of a training, so that another worker can go on from here. The bytes are stored before the row tells of them. */
export async function checkpointRun(ctx: Context, input: RunCheckpoint): Promise<void> {
  const { digest } = await ctx.ports.artifacts.put(input.bytes);
  await ctx.db.pool.query(
    `UPDATE runs SET checkpoint = $3, checkpoint_epoch = $4 WHERE id = $1 AND lease_owner = $2 AND status = 'running'`,
    [input.run, input.owner, digest, input.epoch],
  );
}
