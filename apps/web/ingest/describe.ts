import type { ColumnProfile, DatasetProfile } from '@gradus/contracts/api/datasets';
import { type Dataset, type FeatureProfile, profileDataset } from '@gradus/ml/data';

type Column = ColumnProfile;

/**
 * The profile as the API shows it: counts and moments of all rows; `reference` is how the training rows fill the
 * frozen bins (their own deciles), or the categories.
 */
export function describeDataset(dataset: Dataset): DatasetProfile {
  const all = profileDataset(dataset);
  const train = profileDataset(dataset, dataset.splits.train);
  const columns = all.features.map((feature, i) =>
    toColumn(feature, train.features[i], distinctOf(dataset.columns[i])),
  );
  const { target } = all;
  if (target.type === 'values') {
    const reference = train.target.type === 'values' ? train.target.profile : undefined;
    return {
      rows: all.rows,
      columns: [...columns, toColumn(target.profile, reference, distinctOf(dataset.target))],
      target: {},
    };
  }
  const counts = new Map(train.target.type === 'classes' ? train.target.classes.map((c) => [c.value, c.count]) : []);
  return {
    rows: all.rows,
    columns: [
      ...columns,
      {
        ...NO_NUMBERS,
        name: target.name,
        type: 'categorical',
        count: all.rows,
        missing: 0,
        distinct: target.classes.length,
        categories: target.classes,
        reference: shares(target.classes.map(({ value }) => counts.get(value) ?? 0)),
      },
    ],
    target: Object.fromEntries(target.classes.map(({ value, count }) => [value, count])),
  };
}

const NO_NUMBERS = { mean: null, sd: null, min: null, max: null, deciles: null };

function toColumn(all: FeatureProfile, train: FeatureProfile | undefined, distinct: number): Column {
  const count = all.count + all.missing;
  const { name, type, missing } = all;
  switch (all.type) {
    case 'numeric': {
      const bins = train?.type === 'numeric' && train.count > 0 ? train.histogram : null;
      const { mean, sd, min, max } = all;
      return {
        ...{ name, type, count, missing, distinct, mean, sd, min, max, categories: null },
        deciles: bins?.edges ?? null,
        reference: bins === null ? null : shares(bins.counts),
      };
    }
    case 'categorical': {
      const seen = new Map(train?.type === 'categorical' ? train.top.map((t) => [t.value, t.count]) : []);
      return {
        ...{ ...NO_NUMBERS, name, type, count, missing, distinct },
        categories: all.top,
        reference: shares(all.top.map(({ value }) => seen.get(value) ?? 0)),
      };
    }
    case 'text':
      return { ...NO_NUMBERS, name, type, count, missing, distinct, categories: null, reference: null };
  }
}

function shares(counts: number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total === 0 ? 0 : count / total));
}

function distinctOf(column: Dataset['columns'][number] | Dataset['target'] | undefined): number {
  switch (column?.kind) {
    case 'numeric':
    case 'values':
      return new Set<number>(column.values.filter((value: number) => !Number.isNaN(value))).size;
    case 'categorical':
      return column.dictionary.length;
    case 'classes':
      return column.classes.length;
    case 'text':
      return new Set(column.values.filter((value) => value !== '')).size;
    case undefined:
      return 0;
  }
}
