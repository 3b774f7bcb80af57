import type { Dataset } from '@gradus/contracts/api/datasets';
import type { Client, JsonTensor, ModelMetadata } from '@gradus/sdk';

type Cell = string | number | null;

/** One real row of a dataset: its features by name, and the truth. */
export interface TrafficRow {
  values: Record<string, Cell>;
  label: string | number;
}

export type Split = 'train' | 'validation' | 'test';

/** The rows of some splits, in the order of the dataset. Rows without a label are left out. */
export async function loadRows(client: Client, dataset: Dataset, splits: readonly Split[]): Promise<TrafficRow[]> {
  const rows: TrafficRow[] = [];
  for (const split of splits) {
    for (let offset = 0; ; ) {
      const page = await client.datasets.rows(dataset.id, { split, offset, limit: 1_000 });
      rows.push(...page.rows.flatMap((cells) => rowOf(page.columns, cells, dataset.target)));
      offset += page.rows.length;
      if (page.rows.length === 0 || offset >= page.total) break;
    }
  }
  return rows;
}

function rowOf(columns: string[], cells: Cell[], target: string): TrafficRow[] {
  const values = Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? null]));
  const label = values[target] ?? null;
  return label === null ? [] : [{ values, label }];
}

/** The same row with some numeric features moved; what is missing stays missing. */
export function shiftRow(row: TrafficRow, shifts: Readonly<Record<string, number>>): TrafficRow {
  const moved = Object.entries(shifts).map(([name, shift]): [string, Cell] => {
    const value = row.values[name];
    return [name, typeof value === 'number' ? value + shift : (value ?? null)];
  });
  return { ...row, values: { ...row.values, ...Object.fromEntries(moved) } };
}

/** The tensors of one row, as the model's metadata asks for them. Throws when a column is not in the dataset. */
export function tensorsOf(row: TrafficRow, metadata: ModelMetadata, dataset: Dataset): JsonTensor[] {
  return metadata.inputs.map(({ name, datatype, shape, columns }) => {
    const feature = featureOf(dataset, name, columns);
    const grouped = feature && 'columns' in feature ? feature : null;
    const cells = (columns ?? grouped?.columns ?? [name]).map((column) => cellOf(row, column, name));
    const tokens = feature?.type === 'sequence' ? feature.tokens : undefined;
    const values = tokens ? tokensOf(String(cells[0] ?? ''), tokens, shape[1] ?? 1) : cells;
    return {
      name,
      datatype,
      shape: shape.map((dimension, axis) => (axis === 0 || dimension === -1 ? 1 : dimension)),
      data: values.map((value) => (datatype === 'BYTES' ? String(value ?? '') : numberOf(value))),
    };
  });
}

function featureOf(
  dataset: Dataset,
  input: string,
  columns: string[] | undefined,
): Dataset['features'][number] | undefined {
  const byName = dataset.features.find((feature) => feature.name === input);
  return byName ?? dataset.features.find((feature) => 'columns' in feature && feature.columns[0] === columns?.[0]);
}

/** As many tokens as the model takes: cut off, or filled up with "". */
function tokensOf(text: string, kind: 'characters' | 'words', length: number): string[] {
  const tokens = kind === 'characters' ? Array.from(text) : text.split(' ').filter((word) => word !== '');
  return Array.from({ length }, (_, i) => tokens[i] ?? '');
}

function cellOf(row: TrafficRow, column: string, input: string): Cell {
  const cell = row.values[column];
  if (cell === undefined)
    throw new Error(`the model's input "${input}" needs a column "${column}" that the dataset lacks`);
  return cell;
}

function numberOf(cell: Cell): number | null {
  if (cell === null || cell === '') return null;
  const number = Number(cell);
  return Number.isFinite(number) ? number : null;
}
