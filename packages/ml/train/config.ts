import type { Task } from '../data/types';
import { type Issue, MlError } from '../errors';
import { checkOptions, type FeatureKind, families, type OptionSchema, withDefaults } from '../families';
import { optimizers } from '../optimizers';
import { augmentationOptions } from './augment';
import type { RunConfig } from './types';

type Json = Record<string, unknown>;

type NumberOption = Extract<OptionSchema, { minimum: number; default: number | null }>;

function number(
  path: string,
  label: string,
  description: string,
  range: [number, number, number | null],
): NumberOption {
  return { path, label, description, type: 'number', minimum: range[0], maximum: range[1], default: range[2] };
}

function integer(
  path: string,
  label: string,
  description: string,
  range: [number, number, number | null],
): NumberOption {
  return { ...number(path, label, description, range), type: 'integer' };
}

const learningRate: OptionSchema = {
  ...number('/optimizer/learningRate', 'Learning rate', 'Length of a step', [1e-7, 100, 0.01]),
  scale: 'log',
};

/** Options that every family has, as forms and validation read them. */
export const runOptions: {
  run: OptionSchema[];
  regularization: OptionSchema[];
  schedule: OptionSchema[];
  earlyStopping: OptionSchema[];
  augmentation: OptionSchema[];
} = {
  run: [
    integer('/epochs', 'Epochs', 'Passes over the training rows', [1, 10_000, 30]),
    integer('/batchSize', 'Batch size', 'Rows per step', [1, 65_536, 64]),
    number('/clipNorm', 'Gradient clipping', 'Longest gradient that is followed; empty for no limit', [
      1e-6,
      1e6,
      null,
    ]),
    {
      path: '/classWeights',
      label: 'Class weights',
      description: 'balanced: rare classes count more',
      type: 'choice',
      choices: ['none', 'balanced'],
      default: 'none',
    },
    number(
      '/labelNoise',
      'Label noise',
      'Fault injection: share of training labels that are permuted at random',
      [0, 1, 0],
    ),
    integer('/seed', 'Seed', 'Decides every random choice', [0, 2 ** 48, 7]),
  ],
  regularization: [
    number('/regularization/l1', 'L1', 'Pull of weights towards zero', [0, 10, 0]),
    number('/regularization/l2', 'L2', 'Pull in proportion to the weight', [0, 10, 0]),
    number('/regularization/dropout', 'Dropout', 'Share of hidden units that is dropped in each step', [0, 0.95, 0]),
  ],
  schedule: [
    {
      path: '/schedule/name',
      label: 'Schedule',
      description: 'How the learning rate falls',
      type: 'choice',
      choices: ['constant', 'cosine', 'step'],
      default: 'constant',
    },
    integer('/schedule/warmupSteps', 'Warm-up', 'Steps over which the rate rises from zero', [0, 1e6, 0]),
    integer('/schedule/stepEpochs', 'Step', 'Epochs between two falls', [1, 10_000, 10]),
    number('/schedule/gamma', 'Fall', 'Factor of one fall', [1e-4, 1, 0.5]),
  ],
  earlyStopping: [
    integer('/earlyStopping/patience', 'Patience', 'Epochs without improvement before the run ends', [1, 10_000, 5]),
    number('/earlyStopping/minDelta', 'Least improvement', 'Of the validation loss', [0, 1e6, 0]),
  ],
  augmentation: augmentationOptions,
};

const SECTIONS = [
  'model',
  'dataset',
  'family',
  'architecture',
  'optimizer',
  'schedule',
  'regularization',
  'earlyStopping',
  'augmentation',
];

/**
 * A complete run configuration from untrusted JSON, defaults filled in; keys that belong to the request around it
 * (`model`, `dataset`) are let through. Throws `invalid_config` with a pointer per field.
 */
export function parseRunConfig(input: unknown, data?: { task: Task; features: FeatureKind[] }): RunConfig {
  const issues: Issue[] = [];
  const body = section({ input }, 'input', issues, '');
  const family = families[String(body.family)];
  if (!family) issues.push({ pointer: '/family', detail: `must be one of ${Object.keys(families).join(', ')}` });
  if (family && data) issues.push(...mismatch(family, data));
  if (data && body.augmentation && !data.features.includes('image'))
    issues.push({ pointer: '/augmentation', detail: 'is for images; the data set has none' });

  const architecture = withDefaults(section(body, 'architecture', issues), family?.options ?? []);
  if (family) issues.push(...family.validate(architecture));

  const given = section(body, 'optimizer', issues);
  const { name: optimizerName = 'adam', ...optimizerOptions } = given;
  const optimizer = optimizers[String(optimizerName)];
  if (!optimizer)
    issues.push({ pointer: '/optimizer/name', detail: `must be one of ${Object.keys(optimizers).join(', ')}` });
  const schema = [learningRate, ...(optimizer?.options ?? [])];
  if (optimizer) issues.push(...checkOptions(optimizerOptions, schema, '/optimizer'));

  const checked = (key: 'schedule' | 'regularization' | 'earlyStopping' | 'augmentation') => {
    const values = section(body, key, issues);
    issues.push(...checkOptions(values, runOptions[key], `/${key}`));
    return withDefaults(values, runOptions[key]);
  };
  const schedule = checked('schedule');
  const regularization = checked('regularization');
  const earlyStopping =
    body.earlyStopping === undefined || body.earlyStopping === null ? undefined : checked('earlyStopping');
  const augmentation =
    body.augmentation === undefined || body.augmentation === null ? undefined : checked('augmentation');
  const rest = Object.fromEntries(Object.entries(body).filter(([key]) => !SECTIONS.includes(key)));
  issues.push(...checkOptions(rest, runOptions.run, ''));
  if (issues.length > 0) {
    throw new MlError('invalid_config', issues.map((issue) => `${issue.pointer} ${issue.detail}`).join('; '), issues);
  }
  const { clipNorm, ...run } = withDefaults(rest, runOptions.run);
  return checkedConfig({
    family: String(body.family),
    architecture,
    optimizer: { name: String(optimizerName), ...withDefaults(optimizerOptions, schema) },
    schedule,
    regularization,
    ...(earlyStopping && { earlyStopping }),
    ...(augmentation && { augmentation }),
    ...(typeof clipNorm === 'number' && { clipNorm }),
    ...run,
  });
}

/** Every field has just been checked against its schema, which the compiler cannot see. */
function checkedConfig(fields: Record<string, unknown>): RunConfig {
  return fields as unknown as RunConfig;
}

function section(body: Json, key: string, issues: Issue[], pointer = `/${key}`): Json {
  const value = body[key];
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Json;
  issues.push({ pointer, detail: 'must be an object' });
  return {};
}

function mismatch(family: (typeof families)[string], data: { task: Task; features: FeatureKind[] }): Issue[] {
  const kinds = [...new Set(data.features)].filter((kind) => !family.features.includes(kind));
  return [
    ...(family.tasks.includes(data.task)
      ? []
      : [
          {
            pointer: '/family',
            detail: `${family.name} is for ${family.tasks.join(' and ')}, the data set is ${data.task}`,
          },
        ]),
    ...kinds.map((kind) => ({
      pointer: '/dataset',
      detail: `${family.name} does not take ${kind} features; ignore them in the card`,
    })),
  ];
}
