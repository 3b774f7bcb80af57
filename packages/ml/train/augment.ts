import type { OptionSchema } from '../families';
import { add, type Graph, int, matmul, reshape, string, type Value } from '../graph';
import { createRandom } from '../random';
import type { AugmentationConfig } from './types';

const share = (path: string, label: string, description: string, maximum: number): OptionSchema => ({
  path: `/augmentation/${path}`,
  label,
  description,
  type: 'number',
  minimum: 0,
  maximum,
  default: 0,
});

/** How training images may be changed in each step; the validation and the exported model see them as they are. */
export const augmentationOptions: OptionSchema[] = [
  share('rotate', 'Rotate', 'Largest turn either way, in degrees', 180),
  share('shift', 'Shift', 'Largest move along each axis, as a share of the image', 0.5),
  share('crop', 'Crop', 'Largest share of each side that is cut off before the rest is stretched', 0.9),
  {
    path: '/augmentation/flip',
    label: 'Flip',
    description: 'Mirrors half of the images',
    type: 'boolean',
    default: false,
  },
  share('noise', 'Noise', 'Standard deviation of noise on scaled pixels', 1),
];

/** Random numbers of `steps` steps: where each image is looked at [steps, batch, 3, 2], and noise [steps, batch, …image]. */
export interface Augmented {
  views: Float32Array;
  noise?: Float32Array;
}

/** Images [batch, c, h, w] as this step sees them; `views` [batch, 3, 2] maps (x, y, 1) of the result to a place in the image. */
export function augmentImages(graph: Graph, images: Value, views: Value, noise?: Value): Value {
  const [batch = 1, , height, width] = images.shape.map(Number);
  const [h, w] = [height ?? 1, width ?? 1];
  const centre = (i: number, size: number) => (2 * i + 1) / size - 1;
  const places = Array.from({ length: h * w }, (_, i) => [centre(i % w, w), centre(Math.floor(i / w), h), 1]);
  const grid = reshape(graph, matmul(graph, graph.floats(places.flat(), [1, h * w, 3]), views), [batch, h, w, 2]);
  const seen = graph.apply({
    type: 'GridSample',
    inputs: [images, grid],
    attributes: { mode: string('linear'), padding_mode: string('zeros'), align_corners: int(0) },
    outputs: [{ type: images.type, shape: images.shape }],
  });
  return noise ? add(graph, seen, noise) : seen;
}

/** The numbers of steps [first, first + steps) of the whole run: a function of the seed and the step alone. */
export function drawAugmentation(
  config: AugmentationConfig,
  seed: number,
  shape: { batch: number; features: number[] },
  at: { first: number; steps: number },
): Augmented {
  const size = shape.features.reduce((product, d) => product * d, 1);
  const views = new Float32Array(at.steps * shape.batch * 6);
  const noise = config.noise > 0 ? new Float32Array(at.steps * shape.batch * size) : undefined;
  const [, height = 1, width = 1] = shape.features;
  for (let step = 0; step < at.steps; step++) {
    const random = createRandom(seed, 5, at.first + step);
    const either = (limit: number) => (2 * random.next() - 1) * limit;
    for (let i = 0; i < shape.batch; i++) {
      const angle = (either(config.rotate) * Math.PI) / 180;
      const zoom = 1 - random.next() * config.crop;
      const mirror = random.next() < 0.5 && config.flip ? -1 : 1;
      const [cos, sin] = [Math.cos(angle) * zoom, Math.sin(angle) * zoom];
      const [right, down] = [either(1 - zoom + 2 * config.shift), either(1 - zoom + 2 * config.shift)];
      views.set(
        [mirror * cos, (sin * width) / height, (-mirror * sin * height) / width, cos, right, down],
        (step * shape.batch + i) * 6,
      );
    }
    const from = step * shape.batch * size;
    if (noise) for (let i = 0; i < shape.batch * size; i++) noise[from + i] = random.normal() * config.noise;
  }
  return { views, ...(noise && { noise }) };
}
