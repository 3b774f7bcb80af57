import { takeRows } from '../../data';
import type { Column } from '../../data/types';
import type { Random } from '../../random';
import type { Scenario } from '../types';

/** Each field of each feature is lost with probability `level`. */
export const missing: Scenario<{ kind: 'missing'; level: number }> = {
  kind: 'missing',
  cases: ({ level }, { dataset, rows, random }) => [
    {
      name: `missing:${level}`,
      level,
      kind: 'perturbed',
      columns: dataset.columns.map((column) => holed(takeRows(column, rows), level, random)),
    },
  ],
};

function holed(column: Column, level: number, random: Random): Column {
  const lost = () => random.next() < level;
  switch (column.kind) {
    case 'numeric':
      return { ...column, values: column.values.map((value) => (lost() ? Number.NaN : value)) };
    case 'categorical':
      return { ...column, codes: column.codes.map((code) => (lost() ? -1 : code)) };
    case 'text':
      return { ...column, values: column.values.map((value) => (lost() ? '' : value)) };
  }
}
