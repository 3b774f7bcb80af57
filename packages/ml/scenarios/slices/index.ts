import { digits, presentValues, quantile } from '../../data';
import type { CategoricalColumn, Column, NumericColumn } from '../../data/types';
import type { Case, Scenario } from '../types';

const MIN_ROWS = 30;
const MAX_BINS = 4;
const MAX_COLUMNS = 24;

/**
 * Parts of the split: every category, and quantile bins of numbers (edges from the training split), of 30 rows or more.
 * Without named columns the first 24 are cut, sensitive ones before others.
 */
export const slices: Scenario<{ kind: 'slices'; columns?: string[] }> = {
  kind: 'slices',
  cases({ columns }, { dataset, rows }) {
    const pixels = new Set(dataset.card.features.flatMap((feature) => ('columns' in feature ? feature.columns : [])));
    const isSensitive = (column: Column) => Number(dataset.card.sensitive.includes(column.name));
    const wanted = columns
      ? dataset.columns.filter((column) => columns.includes(column.name))
      : dataset.columns
          .filter((column) => !pixels.has(column.name))
          .sort((a, b) => isSensitive(b) - isSensitive(a))
          .slice(0, MAX_COLUMNS);
    return wanted.flatMap((column) => casesOf(column, rows, dataset.splits.train));
  },
};

function casesOf(column: Column, rows: Uint32Array, train: Uint32Array): Case[] {
  switch (column.kind) {
    case 'numeric':
      return numericCases(column, rows, train);
    case 'categorical':
      return categoricalCases(column, rows);
    case 'text':
      return [];
  }
}

function categoricalCases(column: CategoricalColumn, rows: Uint32Array): Case[] {
  return column.dictionary.flatMap((value, code) => slice(column, rows, value, (row) => column.codes[row] === code));
}

function numericCases(column: NumericColumn, rows: Uint32Array, train: Uint32Array): Case[] {
  const bins = Math.min(MAX_BINS, Math.floor(rows.length / MIN_ROWS));
  const sorted = presentValues(column.values, train).sort();
  if (bins < 2 || sorted.length === 0) return [];
  const cuts = [...new Set(Array.from({ length: bins - 1 }, (_, i) => digits(quantile(sorted, (i + 1) / bins))))];
  const edges = [Number.NEGATIVE_INFINITY, ...cuts, Number.POSITIVE_INFINITY];
  return edges.slice(0, -1).flatMap((low, i) => {
    const high = edges[i + 1] ?? low;
    const name = i === 0 ? `< ${high}` : i === edges.length - 2 ? `>= ${low}` : `${low} to ${high}`;
    return slice(
      column,
      rows,
      name,
      (row) => (column.values[row] ?? Number.NaN) >= low && (column.values[row] ?? Number.NaN) < high,
    );
  });
}

function slice(column: Column, rows: Uint32Array, value: string, holds: (row: number) => boolean): Case[] {
  const positions = Uint32Array.from(rows.keys()).filter((position) => holds(rows[position] ?? 0));
  if (positions.length < MIN_ROWS || positions.length === rows.length) return [];
  return [{ name: `slice:${column.name}=${value}`, slice: { column: column.name, value }, kind: 'subset', positions }];
}
