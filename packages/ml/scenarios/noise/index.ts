import { moments, presentValues, takeRows } from '../../data';
import type { Column, NumericColumn } from '../../data/types';
import type { Random } from '../../random';
import type { Scenario } from '../types';

/** Normal noise on every numeric column (pixels too), `level` times the column's standard deviation in the training split. */
export const noise: Scenario<{ kind: 'noise'; level: number }> = {
  kind: 'noise',
  cases({ level }, { dataset, rows, random }) {
    if (!dataset.columns.some((column) => column.kind === 'numeric')) return [];
    const columns = dataset.columns.map((column): Column => {
      const taken = takeRows(column, rows);
      if (taken.kind !== 'numeric' || column.kind !== 'numeric') return taken;
      return shaken(
        taken,
        level * Math.sqrt(moments(presentValues(column.values, dataset.splits.train)).variance),
        random,
      );
    });
    return [{ name: `noise:${level}`, level, kind: 'perturbed', columns }];
  },
};

function shaken(column: NumericColumn, sd: number, random: Random): NumericColumn {
  return { ...column, values: column.values.map((value) => value + sd * random.normal()) };
}
