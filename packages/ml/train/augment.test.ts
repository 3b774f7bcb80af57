import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test, vi } from 'vitest';
import { Graph, toModel } from '../graph';
import { encodeModel } from '../onnx';
import { loadData, testMetrics } from '../testing/real-data';
import { parseRunConfig, train } from '.';
import { augmentImages, drawAugmentation } from './augment';

vi.setConfig({ testTimeout: 60_000 });

const none = { rotate: 0, shift: 0, crop: 0, flip: false, noise: 0 };
const PIXELS = Array.from({ length: 12 }, (_, i) => i + 1);

/** What a 3 x 4 image of 1 to 12 becomes under a view. */
async function seenThrough(view: number[]): Promise<number[]> {
  const graph = new Graph(() => {
    throw new Error('no parameters here');
  });
  const images = graph.input('images', 'float', [1, 1, 3, 4]);
  graph.output('seen', augmentImages(graph, images, graph.input('views', 'float', [1, 3, 2])));
  const session = await InferenceSession.create(encodeModel(toModel(graph.build('augment'))));
  const { seen } = await session.run({
    images: new Tensor('float32', Float32Array.from(PIXELS), [1, 1, 3, 4]),
    views: new Tensor('float32', Float32Array.from(view), [1, 3, 2]),
  });
  return Array.from(seen?.data as Float32Array, (value) => Math.round(value * 1e4) / 1e4);
}

test.each<[string, number[], number[]]>([
  ['as it is', [1, 0, 0, 1, 0, 0], PIXELS],
  ['mirrored', [-1, 0, 0, 1, 0, 0], [4, 3, 2, 1, 8, 7, 6, 5, 12, 11, 10, 9]],
  ['a column further right', [1, 0, 0, 1, 0.5, 0], [2, 3, 4, 0, 6, 7, 8, 0, 10, 11, 12, 0]],
  ['upside down', [-1, 0, 0, -1, 0, 0], PIXELS.toReversed()],
])('%s', async (_, view, expected) => {
  expect(await seenThrough(view)).toEqual(expected);
});

test('a turn keeps lengths on an image that is not square, and every draw keeps its limits', () => {
  const shape = { batch: 400, features: [1, 10, 20] };
  const limits = { rotate: 90, shift: 0.1, crop: 0.4, flip: true, noise: 0 };
  const { views } = drawAugmentation(limits, 3, shape, { first: 0, steps: 2 });
  for (let i = 0; i < 800; i++) {
    const [xx = 0, xy = 0, yx = 0, yy = 0, right = 0, down = 0] = views.subarray(i * 6, i * 6 + 6);
    // In pixels: (x, y) of [-1, 1] are 10 and 5 pixels long.
    const zoom = Math.hypot(xx, xy / 2);
    expect(Math.hypot(2 * yx, yy)).toBeCloseTo(zoom, 5);
    expect(zoom).toBeGreaterThan(0.6 - 1e-6);
    expect(zoom).toBeLessThan(1 + 1e-6);
    expect(Math.max(Math.abs(right), Math.abs(down))).toBeLessThan(1 - zoom + 0.2 + 1e-6);
  }
  expect(drawAugmentation(limits, 3, shape, { first: 1, steps: 1 }).views).toEqual(views.subarray(2400));
});

test('nothing to change changes nothing', () => {
  const { views, noise } = drawAugmentation(none, 3, { batch: 2, features: [1, 3, 4] }, { first: 0, steps: 1 });
  expect(Array.from(views, Math.abs)).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0]);
  expect(noise).toBeUndefined();
});

const augmented = {
  family: 'cnn',
  epochs: 4,
  batchSize: 32,
  optimizer: { name: 'adam', learningRate: 0.003 },
  augmentation: { rotate: 10, shift: 0.05, noise: 0.05 },
};

test('a cnn learns digits from changed images, and goes on from a checkpoint to the same file', async () => {
  const dataset = await loadData('digits_8x8');
  const { metrics, outcome } = await testMetrics(dataset, augmented);
  expect(metrics.accuracy).toBeGreaterThan(0.93);
  const checkpoints: Uint8Array[] = [];
  const hooks = { checkpointMs: 0, onCheckpoint: (bytes: Uint8Array) => checkpoints.push(bytes) };
  await train(parseRunConfig(augmented), dataset, hooks);
  const resume = checkpoints[1];
  const resumed = await train(parseRunConfig(augmented), dataset, resume ? { resume } : {});
  if (resumed.status !== 'succeeded') throw new Error(resumed.status);
  expect(Buffer.from(resumed.model).equals(Buffer.from(outcome.model))).toBe(true);
});

test('data without images are refused', async () => {
  const refusal = train(parseRunConfig({ ...augmented, family: 'mlp' }), await loadData('breast_cancer'));
  await expect(refusal).rejects.toMatchObject({ code: 'invalid_config', errors: [{ pointer: '/augmentation' }] });
});
