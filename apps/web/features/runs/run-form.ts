import type { CreateRun, Family, Run } from '@gradus/contracts/api/runs';

type Option = Family['options'][number];

export interface RunForm {
  model: string;
  dataset: string;
  family: string;
  /** by option name; lists of numbers stay text until they are sent */
  architecture: Record<string, string | number | boolean>;
  optimizer: { name: CreateRun['optimizer']['name']; learningRate: number | string; momentum: number | string };
  epochs: number | string;
  batchSize: number | string;
  regularization: { l1: number | string; l2: number | string; dropout: number | string };
  patience: number | string;
  seed: number | string;
  labelNoise: number | string;
}

export const emptyRun: RunForm = {
  model: '',
  dataset: '',
  family: '',
  architecture: {},
  optimizer: { name: 'adam', learningRate: 0.01, momentum: '' },
  epochs: 30,
  batchSize: 64,
  regularization: { l1: 0, l2: 0.0001, dropout: 0 },
  patience: 5,
  seed: 7,
  labelNoise: 0,
};

/** What is left empty is left out, so that the API's defaults hold (a list may be empty); the API checks the rest. */
export function toCreateRun(form: RunForm, options: Option[]) {
  const { name, learningRate, momentum } = form.optimizer;
  return {
    model: form.model,
    dataset: form.dataset,
    family: form.family,
    architecture: Object.fromEntries(
      options.flatMap((option): [string, unknown][] => {
        const value = form.architecture[option.name];
        const left = value === undefined || (value === '' && option.type !== 'integers');
        return left ? [] : [[option.name, parseOption(option, value)]];
      }),
    ),
    optimizer: { name, learningRate, ...(name === 'sgd' && momentum !== '' ? { momentum } : {}) },
    epochs: form.epochs,
    batchSize: form.batchSize,
    regularization: form.regularization,
    earlyStopping: form.patience === '' ? null : { patience: form.patience },
    seed: form.seed,
    labelNoise: form.labelNoise,
  };
}

/** The fields of a family at their defaults. */
export function familyDefaults(options: Option[]): RunForm['architecture'] {
  return Object.fromEntries(options.map((option) => [option.name, showOption(option.default)]));
}

export function fromRun({ config }: Run): RunForm {
  return {
    model: config.model,
    dataset: config.dataset,
    family: config.family,
    architecture: Object.fromEntries(
      Object.entries(config.architecture).map(([name, value]) => [name, showOption(value)]),
    ),
    optimizer: { ...config.optimizer, momentum: config.optimizer.momentum ?? '' },
    epochs: config.epochs,
    batchSize: config.batchSize,
    regularization: config.regularization,
    patience: config.earlyStopping?.patience ?? '',
    seed: config.seed,
    labelNoise: config.labelNoise,
  };
}

export function optimizerSteps(form: RunForm, trainRows: number): number {
  return Math.ceil(trainRows / Math.max(1, Number(form.batchSize))) * Number(form.epochs);
}

function showOption(value: unknown): string | number | boolean {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' ? value : '';
}

function parseOption(option: Option, value: string | number | boolean): unknown {
  if (option.type !== 'integers') return value;
  return String(value)
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(Number);
}
