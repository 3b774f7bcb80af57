import { type Dataset, DatasetProfile } from '@gradus/contracts/api/datasets';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { DATASET_COLUMNS, type DatasetRow, toView } from './view';

type Reader = Pick<Context, 'db'>;

/** @param input.dataset its id, or its name for the latest of that name */
export async function getDataset(ctx: Reader, input: { dataset: string }): Promise<Dataset> {
  return toView(await findRow(ctx, input.dataset));
}

/** Where its encoded rows lie in the artifact store. */
export async function getDatasetArtifact(ctx: Reader, input: { dataset: string }): Promise<string> {
  return (await findRow(ctx, input.dataset)).artifact_digest;
}

export async function getDatasetProfile(ctx: Reader, input: { dataset: string }): Promise<DatasetProfile> {
  const { id } = await findRow(ctx, input.dataset);
  const { rows } = await ctx.db.pool.query('SELECT profile FROM datasets WHERE id = $1', [id]);
  return DatasetProfile.parse(rows[0]?.profile);
}

async function findRow(ctx: Reader, dataset: string): Promise<DatasetRow> {
  const { rows } = await ctx.db.pool.query<DatasetRow>(
    `SELECT ${DATASET_COLUMNS} FROM datasets WHERE id = $1 OR name = $1 ORDER BY id = $1 DESC, id DESC LIMIT 1`,
    [dataset],
  );
  if (rows[0] === undefined) throw new DomainError('not_found', `There is no dataset "${dataset}".`);
  return rows[0];
}
