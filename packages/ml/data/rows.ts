import { digits } from './profile';
import type { Column, Dataset, RowValues, SplitName } from './types';

/** Rows as people read them, in file order, target and group included under their names. */
export function readRows(dataset: Dataset, query: { split?: SplitName; offset?: number; limit: number }): RowValues[] {
  const { offset = 0, limit, split } = query;
  const rows = split
    ? dataset.splits[split].subarray(offset, offset + limit)
    : Uint32Array.from({ length: Math.max(0, Math.min(limit, dataset.rows - offset)) }, (_, i) => offset + i);
  return Array.from(rows, (row) => {
    const values: RowValues = {};
    for (const column of dataset.columns) values[column.name] = cell(column, row);
    if (dataset.group) values[dataset.group.name] = cell(dataset.group, row);
    values[dataset.card.target] = labelAt(dataset, row);
    return values;
  });
}

/** The true labels of rows: class names, or numbers for regression. */
export function labelsOf(dataset: Dataset, rows: Uint32Array): string[] | number[] {
  const { target } = dataset;
  if (target.kind === 'values') return Array.from(rows, (row) => target.values[row] ?? Number.NaN);
  return Array.from(rows, (row) => target.classes[target.codes[row] ?? 0] ?? '');
}

function labelAt(dataset: Dataset, row: number): string | number {
  return labelsOf(dataset, Uint32Array.of(row))[0] ?? '';
}

function cell(column: Column, row: number): string | number | null {
  switch (column.kind) {
    case 'numeric': {
      const value = column.values[row] ?? Number.NaN;
      return Number.isNaN(value) ? null : digits(value);
    }
    case 'categorical':
      return column.dictionary[column.codes[row] ?? -1] ?? null;
    case 'text':
      return column.values[row] ?? null;
  }
}

/** A column that holds only `rows`, in their order. */
export function takeRows(column: Column, rows: Uint32Array): Column {
  switch (column.kind) {
    case 'numeric':
      return { ...column, values: Float32Array.from(rows, (row) => column.values[row] ?? Number.NaN) };
    case 'categorical':
      return { ...column, codes: Int32Array.from(rows, (row) => column.codes[row] ?? -1) };
    case 'text':
      return { ...column, values: Array.from(rows, (row) => column.values[row] ?? '') };
  }
}
