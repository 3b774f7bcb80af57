import type { Dataset, ListDatasets } from '@gradus/contracts/api/datasets';
import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';
import { containing } from '../search';
import { DATASET_COLUMNS, type DatasetRow, toView } from './view';

/** Newest first. */
export async function listDatasets(ctx: Pick<Context, 'db'>, input: ListDatasets): Promise<Page<Dataset>> {
  const before = readCursor(input.cursor)?.[0] ?? null;
  const { rows } = await ctx.db.pool.query<DatasetRow>(
    `SELECT ${DATASET_COLUMNS} FROM datasets
     WHERE ($1::text IS NULL OR id < $1) AND ($2::text IS NULL OR name ILIKE $2) ORDER BY id DESC LIMIT $3`,
    [before, containing(input.q), input.limit + 1],
  );
  return toPage(rows, input.limit, (row) => [row.id], toView);
}
