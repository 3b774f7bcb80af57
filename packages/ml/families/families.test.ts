import { describe, expect, test, vi } from 'vitest';
import { type Dataset, parseCard, readDataset, toTensors } from '../data';
import { MlError } from '../errors';
import { createRandom } from '../random';
import { loadModel, predict } from '../runtime';
import { parseRunConfig, train } from '../train';
import { families } from '.';

vi.setConfig({ testTimeout: 60_000 });

const random = createRandom(5);

/** Twelve letters; the class says whether an `x` stands before the first `y`. */
const word = () => Array.from({ length: 4 + random.below(9) }, () => 'abxy'[random.below(4)]).join('');
const isUp = (letters: string) => (letters.indexOf('x') + 99) % 99 < (letters.indexOf('y') + 99) % 99;

function dataset(header: string, feature: object, rows: string[]): Promise<Dataset> {
  const card = parseCard({ name: 'made', task: 'binary', target: 'label', positive: 'up', features: [feature] });
  return readDataset({ body: Buffer.from([header, ...rows].join('\n')), card });
}

function numbers(columns: number, name: string): { names: string[]; rows: string[] } {
  const rows = Array.from({ length: 200 }, () => {
    const values = Array.from({ length: columns }, () => random.below(10));
    const half = columns / 2;
    const sum = (part: number[]) => part.reduce((total, value) => total + value, 0);
    return [...values, sum(values.slice(0, half)) > sum(values.slice(half)) ? 'up' : 'down'].join();
  });
  return { names: Array.from({ length: columns }, (_, i) => `${name}${i}`), rows };
}

const make = {
  image: () => {
    const { names, rows } = numbers(32, 'p');
    const feature = { name: 'image', type: 'image', shape: [2, 4, 4], columns: names, scale: 9 };
    return dataset(`${names},label`, feature, rows);
  },
  series: () => {
    const { names, rows } = numbers(12, 's');
    return dataset(`${names},label`, { name: 's', type: 'sequence', shape: [6, 2], columns: names }, rows);
  },
  tokens: () => {
    const rows = Array.from({ length: 200 }, word).map((letters) => `${letters},${isUp(letters) ? 'up' : 'down'}`);
    return dataset('letters,label', { name: 'letters', type: 'sequence', tokens: 'characters', maxLength: 12 }, rows);
  },
  text: () => {
    const texts = Array.from({ length: 200 }, word).map((letters) => ({ letters, text: letters.split('').join(' ') }));
    const rows = texts.map(({ text, letters }) => `"Dear ${text.toUpperCase()}!",${isUp(letters) ? 'up' : 'down'}`);
    return dataset('text,label', { name: 'text', type: 'text' }, rows);
  },
};

const small: Record<string, object> = {
  cnn: { channels: [4], layers: [8], embedding: 4 },
  rnn: { units: 6, embedding: 4, layers: 2, bidirectional: true },
  transformer: { width: 8, heads: 2, layers: 1, feedForward: 8 },
};
const configOf = (family: string, architecture: object = {}) =>
  parseRunConfig({
    family,
    architecture: { ...small[family], ...architecture },
    epochs: 4,
    batchSize: 32,
    regularization: { dropout: 0.1 },
  });

test.each<[string, keyof typeof make, object]>([
  ['cnn', 'image', {}],
  ['cnn', 'image', { pool: 'average', summary: 'max', normalization: 'none', activation: 'gelu', layers: [] }],
  ['cnn', 'series', { pool: 'none', summary: 'average', kernel: 5 }],
  ['cnn', 'tokens', { kernel: 2 }],
  ['cnn', 'text', {}],
  ['rnn', 'series', { cell: 'simple', bidirectional: false }],
  ['rnn', 'tokens', { cell: 'gru', summary: 'mean' }],
  ['rnn', 'tokens', { cell: 'lstm', summary: 'last' }],
  ['rnn', 'text', { cell: 'lstm', summary: 'max' }],
  ['rnn', 'series', { cell: 'gru', summary: 'flatten' }],
  ['transformer', 'series', {}],
  ['transformer', 'tokens', { summary: 'max' }],
  ['transformer', 'text', {}],
  ['logistic-regression', 'text', {}],
  ['mlp', 'text', {}],
])('%s on %s with %j learns, and the exported file agrees with the validation', async (family, kind, architecture) => {
  const data = await make[kind]();
  const outcome = await train(configOf(family, architecture), data);
  if (outcome.status !== 'succeeded') throw new Error(outcome.status);
  const losses = outcome.history.map((point) => point.trainLoss);
  expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
  const model = await loadModel(outcome.model);
  expect(model.info.signature).toEqual(outcome.signature);
  const rows = data.splits.validation;
  const prediction = await predict(model, toTensors(data, model.info.signature, rows));
  if (prediction.kind !== 'classes' || data.target.kind !== 'classes') throw new Error('no classes');
  const { classes, codes } = data.target;
  const right = prediction.labels.filter((label, i) => label === classes[codes[rows[i] ?? 0] ?? 0]).length;
  expect(right / rows.length).toBeCloseTo(outcome.metrics.accuracy ?? Number.NaN, 6);
});

test.each<[string, keyof typeof make]>([
  ['cnn', 'image'],
  ['rnn', 'tokens'],
  ['transformer', 'text'],
])('%s on %s goes on from a checkpoint to the same file', async (family, kind) => {
  const data = await make[kind]();
  const whole = await train(configOf(family), data);
  const checkpoints: Uint8Array[] = [];
  await train(configOf(family), data, { checkpointMs: 0, onCheckpoint: (bytes) => checkpoints.push(bytes) });
  const resume = checkpoints[Math.floor(checkpoints.length / 2)];
  const resumed = await train(configOf(family), data, resume ? { resume } : {});
  if (whole.status !== 'succeeded' || resumed.status !== 'succeeded') throw new Error('not finished');
  expect(Buffer.from(resumed.model).equals(Buffer.from(whole.model))).toBe(true);
});

describe('what a served model makes of strange input', () => {
  const answering = async (family: string, kind: keyof typeof make) => {
    const outcome = await train(configOf(family), await make[kind]());
    if (outcome.status !== 'succeeded') throw new Error(outcome.status);
    const model = await loadModel(outcome.model);
    return async (tensors: object) => {
      const result = await model.run(tensors as Parameters<typeof model.run>[0]);
      return Array.from(result.probabilities?.data as Float32Array);
    };
  };

  test.each(['logistic-regression', 'rnn', 'cnn', 'transformer'])('%s: empty and unknown text', async (family) => {
    const answer = await answering(family, 'text');
    const text = (data: string[]) => ({ text: { datatype: 'BYTES', shape: [data.length], data } });
    for (const data of [[''], ['', '   '], ['', 'Ärger über 日本'], ['x'.repeat(5000)]]) {
      const probabilities = await answer(text(data));
      expect(probabilities).toHaveLength(2 * data.length);
      expect(probabilities.every(Number.isFinite)).toBe(true);
    }
  });

  test('tokens that are not there and tokens never seen', async () => {
    const data = [...new Array<string>(12).fill(''), ...new Array<string>(12).fill('?')];
    const probabilities = await (await answering('rnn', 'tokens'))({
      sequence: { datatype: 'BYTES', shape: [2, 12], data },
    });
    expect(probabilities.every(Number.isFinite)).toBe(true);
  });

  test('an image of another size', async () => {
    const image = { datatype: 'FP32', shape: [1, 2, 5, 5], data: new Float32Array(50) };
    const answer = await answering('cnn', 'image');
    await expect(answer({ image })).rejects.toThrow('is [1, 2, 5, 5], the model takes [-1, 2, 4, 4]');
  });
});

test('a row is answered the same alone and in any batch', async () => {
  for (const [family, kind] of [
    ['rnn', 'text'],
    ['cnn', 'tokens'],
    ['logistic-regression', 'text'],
  ] as const) {
    const data = await make[kind]();
    const outcome = await train(configOf(family), data);
    if (outcome.status !== 'succeeded') throw new Error(outcome.status);
    const model = await loadModel(outcome.model);
    const rows = data.splits.test;
    const together = await predict(model, toTensors(data, model.info.signature, rows));
    const alone = await predict(model, toTensors(data, model.info.signature, rows.subarray(3, 4)));
    if (together.kind !== 'classes' || alone.kind !== 'classes') throw new Error('no classes');
    expect(alone.probabilities?.[1]).toBeCloseTo(together.probabilities?.[7] ?? Number.NaN, 6);
  }
});

describe('a structure that does not fit', () => {
  test('names the layer and both shapes', async () => {
    const refusal = train(configOf('cnn', { channels: [4, 4, 4, 4] }), await make.image());
    await expect(refusal).rejects.toThrow('block 3: a pool of [2, 2] does not fit its input [32, 4, 1, 1]');
    await expect(refusal).rejects.toMatchObject({
      code: 'invalid_config',
      errors: [{ pointer: '/architecture/channels' }],
    });
  });

  test('heads must divide the width', () => {
    expect(families.transformer?.validate({ width: 10, heads: 4 })).toEqual([
      { pointer: '/architecture/heads', detail: 'must divide the width 10' },
    ]);
  });

  test('tokens are not for a flat family, and a sequence stands alone', async () => {
    await expect(train(configOf('mlp'), await make.tokens())).rejects.toThrow(MlError);
  });
});
