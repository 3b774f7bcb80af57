import type { Rows, RowsQuery } from '@gradus/contracts/api/datasets';
import type { ArtifactStore } from '@gradus/control/ports';
import { type Dataset, decodeDataset, readRows } from '@gradus/ml/data';

/** One decoded dataset is kept: readers page through it. */
let last: { digest: string; dataset: Dataset } | undefined;

/** Rows of a stored dataset, in the order of its columns. */
export async function readTable(artifacts: ArtifactStore, digest: string, query: RowsQuery): Promise<Rows> {
  if (last?.digest !== digest) last = { digest, dataset: decodeDataset(await artifacts.get(digest)) };
  const { dataset } = last;
  const { split, offset, limit } = query;
  const rows = readRows(dataset, { offset, limit, ...(split && { split }) });
  const known = new Set([...dataset.columns.map(({ name }) => name), dataset.group?.name, dataset.card.target]);
  const columns = dataset.columnNames.filter((name) => known.has(name));
  return {
    columns,
    rows: rows.map((row) => columns.map((name) => row[name] ?? null)),
    total: split ? dataset.splits[split].length : dataset.rows,
  };
}
