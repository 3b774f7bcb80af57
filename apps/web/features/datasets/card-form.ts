import type { DatasetCard } from '@gradus/contracts/api/datasets';

export interface CardForm {
  name: string;
  task: DatasetCard['task'];
  target: string;
  positive: string;
  ignore: string[];
  group: string;
  seed: number | string;
  licence: string;
  source: string;
}

export const emptyCard: CardForm = {
  name: '',
  task: 'binary',
  target: '',
  positive: '',
  ignore: [],
  group: '',
  seed: 7,
  licence: '',
  source: '',
};

/** What is left empty is left out, so that the API's defaults hold. */
export function toCard(form: CardForm) {
  return {
    name: form.name,
    task: form.task,
    target: form.target,
    ignore: form.ignore,
    licence: form.licence,
    source: form.source,
    split: {
      train: 0.7,
      validation: 0.15,
      test: 0.15,
      seed: Number(form.seed) || 0,
      stratify: form.task !== 'regression',
    },
    ...(form.positive !== '' && form.task === 'binary' ? { positive: form.positive } : {}),
    ...(form.group === '' ? {} : { group: form.group }),
  };
}

/** `Credit risk (v2).csv.gz` -> `Credit-risk-v2` */
export function nameFromFile(file: string): string {
  return file
    .replace(/\.(csv|gz)/gi, '')
    .replace(/[^a-zA-Z0-9._@-]+/g, '-')
    .replace(/^[-._@]+|-+$/g, '')
    .slice(0, 100);
}
