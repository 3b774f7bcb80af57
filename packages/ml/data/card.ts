import { type Issue, MlError } from '../errors';
import type { Card, FeatureSpec, SplitSpec, Task } from './types';

type Json = Record<string, unknown>;

const TASKS: Record<string, Task> = {
  binary: 'binary',
  'binary-classification': 'binary',
  multiclass: 'multiclass',
  'multiclass-classification': 'multiclass',
  regression: 'regression',
};

/**
 * A card from untrusted JSON. Takes the REST shape, and cards whose `features` is a map (`{ "age": "numeric" }`)
 * or a sentence (then the features are inferred). Throws `invalid_card` with a pointer per bad field.
 */
export function parseCard(json: unknown): Card {
  const issues: Issue[] = [];
  const report = (pointer: string, detail: string) => issues.push({ pointer, detail });
  if (!isObject(json))
    throw new MlError('invalid_card', 'the card must be a JSON object', [
      { pointer: '/card', detail: 'must be an object' },
    ]);

  const text = (key: string, required: boolean): string | undefined => {
    const value = json[key];
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (value !== undefined || required) report(`/card/${key}`, 'must be a non-empty string');
    return undefined;
  };
  const names = (key: string): string[] => {
    const value = json[key];
    if (value === undefined) return [];
    if (Array.isArray(value) && value.every((item): item is string => typeof item === 'string')) return value;
    report(`/card/${key}`, 'must be a list of column names');
    return [];
  };

  const name = text('name', true) ?? '';
  const target = text('target', true) ?? '';
  const task = TASKS[String(json.task)];
  if (task === undefined) report('/card/task', 'must be one of binary, multiclass, regression');
  const features = parseFeatures(json.features, target, report);
  const split = parseSplit(json.split, task, report);
  const optional = Object.fromEntries(
    ['positive', 'group', 'licence', 'source', 'description'].flatMap((key) => {
      // prose may be left empty; a column or a class may not
      if (json[key] === '' && PROSE.has(key)) return [];
      const value = text(key, false);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  if (optional.positive !== undefined && task !== 'binary') report('/card/positive', 'belongs to a binary task only');
  const ignore = names('ignore');
  const sensitive = names('sensitive');
  if (issues.length > 0 || task === undefined) {
    throw new MlError('invalid_card', issues.map((issue) => `${issue.pointer} ${issue.detail}`).join('; '), issues);
  }
  return { name, task, target, ...optional, ...(features && { features }), ignore, sensitive, split };
}

const PROSE = new Set(['licence', 'source', 'description']);

function parseFeatures(value: unknown, target: string, report: (pointer: string, detail: string) => void) {
  if (value === undefined || typeof value === 'string') return undefined;
  if (isObject(value)) {
    // A pattern (`*`, `p0..p63`) is for people: the columns are then looked at.
    if (Object.keys(value).some((name) => name === '*' || name.includes('..'))) return undefined;
    const kinds = ['numeric', 'categorical', 'text'] as const;
    const features = Object.entries(value).flatMap(([name, type]): FeatureSpec[] => {
      const kind = kinds.find((candidate) => typeof type === 'string' && type.startsWith(candidate));
      return kind === undefined || name === target ? [] : [{ name, type: kind }];
    });
    return features.length > 0 ? features : undefined;
  }
  if (!Array.isArray(value) || value.length === 0) {
    report('/card/features', 'must be a non-empty list of { name, type }');
    return undefined;
  }
  const seen = new Set<string>();
  return value.flatMap((item: unknown, index): FeatureSpec[] => {
    const at = `/card/features/${index}`;
    if (!isObject(item) || typeof item.name !== 'string' || item.name === '') {
      report(at, 'must be an object with a name and a type');
      return [];
    }
    if (item.name === target) report(`${at}/name`, 'the target cannot be a feature');
    if (seen.has(item.name)) report(`${at}/name`, `"${item.name}" is listed twice`);
    seen.add(item.name);
    const feature = parseFeature(item, item.name, at, report);
    return feature ? [feature] : [];
  });
}

function parseFeature(
  item: Json,
  name: string,
  at: string,
  report: (pointer: string, detail: string) => void,
): FeatureSpec | undefined {
  const type = item.type;
  if (type === 'numeric' || type === 'categorical' || type === 'text') return { name, type };
  if (type !== 'image' && type !== 'sequence') {
    report(`${at}/type`, 'must be one of numeric, categorical, text, image, sequence');
    return undefined;
  }
  if (type === 'sequence' && item.tokens !== undefined) {
    if (item.tokens !== 'characters' && item.tokens !== 'words') report(`${at}/tokens`, 'must be characters or words');
    const maxLength = item.maxLength;
    if (typeof maxLength !== 'number' || !Number.isInteger(maxLength) || maxLength < 1 || maxLength > 10_000) {
      report(`${at}/maxLength`, 'must be an integer from 1 to 10000');
      return undefined;
    }
    return { name, type, tokens: item.tokens === 'words' ? 'words' : 'characters', maxLength };
  }
  const dimensions = type === 'image' ? 3 : 2;
  const shape = Array.isArray(item.shape) ? item.shape.filter((d): d is number => Number.isInteger(d) && d > 0) : [];
  const columns = Array.isArray(item.columns) ? item.columns.filter((c): c is string => typeof c === 'string') : [];
  if (shape.length !== dimensions) report(`${at}/shape`, `must be ${dimensions} positive integers`);
  const size = shape.reduce((product, d) => product * d, 1);
  if (columns.length !== size) report(`${at}/columns`, `has ${columns.length} names where the shape needs ${size}`);
  const [a = 1, b = 1, c = 1] = shape;
  if (type === 'sequence') return { name, type, shape: [a, b], columns };
  const scale = item.scale ?? 1;
  if (typeof scale !== 'number' || !(scale > 0)) report(`${at}/scale`, 'must be a positive number');
  return { name, type, shape: [a, b, c], columns, scale: Number(scale) };
}

function parseSplit(
  value: unknown,
  task: Task | undefined,
  report: (pointer: string, detail: string) => void,
): SplitSpec {
  const split: SplitSpec = { train: 0.7, validation: 0.15, test: 0.15, seed: 7, stratify: task !== 'regression' };
  if (value === undefined) return split;
  if (!isObject(value)) {
    report('/card/split', 'must be an object');
    return split;
  }
  for (const part of ['train', 'validation', 'test'] as const) {
    const share = value[part] ?? (value.train === undefined ? split[part] : 0);
    if (typeof share !== 'number' || !(share >= 0 && share <= 1))
      report(`/card/split/${part}`, 'must be a share from 0 to 1');
    else split[part] = share;
  }
  if (Math.abs(split.train + split.validation + split.test - 1) > 1e-6)
    report('/card/split', 'the shares must add up to 1');
  if (split.train === 0) report('/card/split/train', 'must be above 0');
  if (value.seed !== undefined) {
    if (Number.isSafeInteger(value.seed)) split.seed = Number(value.seed);
    else report('/card/split/seed', 'must be an integer');
  }
  if (value.stratify !== undefined) split.stratify = value.stratify === true && task !== 'regression';
  return split;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
