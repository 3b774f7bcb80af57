import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ParameterSpec } from '../graph';
import { createRandom } from '../random';
import { epochOrder, stepInputs } from './batches';
import { type CompiledTraining, compileTraining } from './compile';
import type { TrainingData } from './data';
import type { RunConfig } from './types';

/** Parameters, and the moments of the optimiser, in the order of the compiled graph. */
export interface TrainingState {
  parameters: Float32Array[];
  moments: Float32Array[];
}

/** Runs steps of the compiled training graph. The state goes in and out of every run, nothing else is kept. */
export interface Engine {
  compiled: CompiledTraining;
  initialState(): TrainingState;
  /** Steps [from, to) of an epoch; answers the loss of each step. Blocks the thread meanwhile. */
  run(
    state: TrainingState,
    at: { epoch: number; from: number; to: number },
  ): Promise<{ state: TrainingState; losses: Float32Array }>;
  release(): Promise<void>;
}

export async function createEngine(
  config: RunConfig,
  data: Pick<TrainingData, 'shape' | 'features' | 'labels' | 'rowWeights'>,
  threads: number,
): Promise<Engine> {
  const { shape } = data;
  const compiled = compileTraining(config, shape);
  const session = await InferenceSession.create(compiled.model, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  });
  const fixed = {
    features: new Tensor('float32', data.features, [shape.rows, ...shape.features]),
    labels:
      data.labels instanceof BigInt64Array
        ? new Tensor('int64', data.labels, [shape.rows])
        : new Tensor('float32', data.labels, [shape.rows]),
  };
  const perParameter = compiled.moments.length;
  let cached: { epoch: number; order: Uint32Array } = { epoch: -1, order: new Uint32Array() };

  return {
    compiled,
    initialState: () => ({
      parameters: compiled.parameters.map((spec, i) => initialValues(spec, config.seed, i)),
      moments: compiled.parameters.flatMap((spec) => compiled.moments.map(() => new Float32Array(sizeOf(spec)))),
    }),
    async run(state, at) {
      if (cached.epoch !== at.epoch) cached = { epoch: at.epoch, order: epochOrder(config, shape.rows, at.epoch) };
      const steps = at.to - at.from;
      const inputs = stepInputs(config, shape, compiled, data.rowWeights, cached.order, at);
      const feeds: Record<string, Tensor> = {
        ...fixed,
        rows: new Tensor('int64', inputs.rows, [steps, shape.batch]),
        weights: new Tensor('float32', inputs.weights, [steps, shape.batch]),
        scalars: new Tensor('float32', inputs.scalars, [steps, compiled.scalars]),
        steps_to_run: new Tensor('int64', BigInt64Array.of(BigInt(steps)), []),
      };
      if (inputs.augmented) {
        const { views, noise } = inputs.augmented;
        feeds.views = new Tensor('float32', views, [steps, shape.batch, 3, 2]);
        if (noise) feeds.noise = new Tensor('float32', noise, [steps, shape.batch, ...shape.features]);
      }
      compiled.masks.forEach((mask, i) => {
        feeds[`mask${i}`] = new Tensor('float32', inputs.masks[i] ?? new Float32Array(), [
          steps,
          shape.batch,
          ...mask.shape,
        ]);
      });
      compiled.parameters.forEach((spec, i) => {
        feeds[`p${i}`] = new Tensor('float32', state.parameters[i] ?? new Float32Array(), spec.shape);
        compiled.moments.forEach((_, j) => {
          feeds[`m${i}_${j}`] = new Tensor(
            'float32',
            state.moments[i * perParameter + j] ?? new Float32Array(),
            spec.shape,
          );
        });
      });
      const results = await session.run(feeds);
      const floats = (name: string) => Float32Array.from(results[name]?.data as Float32Array);
      return {
        state: {
          parameters: compiled.parameters.map((_, i) => floats(`p${i}_next`)),
          moments: compiled.parameters.flatMap((_, i) => compiled.moments.map((__, j) => floats(`m${i}_${j}_next`))),
        },
        losses: floats('losses'),
      };
    },
    release: () => session.release(),
  };
}

function sizeOf(spec: ParameterSpec): number {
  return spec.shape.reduce((product, d) => product * d, 1);
}

function initialValues(spec: ParameterSpec, seed: number, index: number): Float32Array {
  const values = new Float32Array(sizeOf(spec));
  const { init } = spec;
  if ('constant' in init) return values.fill(init.constant);
  const random = createRandom(seed, 2, index);
  return values.map(() => (2 * random.next() - 1) * init.uniform);
}
