import { readFileSync } from 'node:fs';
import { parseCard, readDataset } from '@gradus/ml/data';
import { createRandom } from '@gradus/ml/random';
import { createEngine, parseRunConfig, prepareData, type RunConfig, type TrainingData } from '@gradus/ml/train';

type EngineData = Pick<TrainingData, 'shape' | 'features' | 'labels' | 'rowWeights'>;

/** A training as PyTorch's loop does it: data in memory, one thread, no validation. */
export interface Task {
  name: string;
  title: string;
  config: RunConfig;
  /** Seconds of PyTorch 1.13 on the machine where this engine was chosen. */
  recordedSeconds: number;
  load(): Promise<EngineData>;
}

export const tasks: Task[] = [
  {
    name: 'logistic',
    title: 'logistic regression, 100,000 x 50, 5 epochs',
    config: parseRunConfig({ family: 'logistic-regression', epochs: 5, batchSize: 256 }),
    recordedSeconds: 0.67,
    load: async () => syntheticData(100_000, 50, 256),
  },
  {
    name: 'mlp',
    title: 'MLP 64-64-10 on digits_8x8, 30 epochs',
    config: parseRunConfig({ family: 'mlp', architecture: { layers: [64] }, epochs: 30, batchSize: 32 }),
    recordedSeconds: 0.47,
    load: digits,
  },
];

/** Compiles, trains all epochs and answers the mean loss of the last one. */
export async function runTask(task: Task, data: EngineData): Promise<number> {
  const engine = await createEngine(task.config, data, 1);
  let state = engine.initialState();
  let last = 0;
  const steps = Math.ceil(data.shape.rows / data.shape.batch);
  for (let epoch = 0; epoch < task.config.epochs; epoch++) {
    const result = await engine.run(state, { epoch, from: 0, to: steps });
    state = result.state;
    last = result.losses.reduce((sum, loss) => sum + loss, 0) / steps;
  }
  await engine.release();
  return last;
}

function syntheticData(rows: number, width: number, batch: number): EngineData {
  const random = createRandom(1);
  const slope = Array.from({ length: width }, () => random.normal());
  const features = new Float32Array(rows * width);
  const labels = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let score = random.normal();
    for (let j = 0; j < width; j++) {
      const value = random.normal();
      features[row * width + j] = value;
      score += value * (slope[j] ?? 0);
    }
    labels[row] = Number(score > 0);
  }
  const shape = { kind: 'binary' as const, outputs: 1, rows, batch, features: [width] };
  return { shape, features, labels, rowWeights: new Float32Array(rows).fill(1) };
}

async function digits(): Promise<EngineData> {
  const card = parseCard({
    ...JSON.parse(readFileSync('data/digits_8x8.card.json', 'utf8')),
    split: { train: 0.8, test: 0.2 },
  });
  const dataset = await readDataset({ body: readFileSync('data/digits_8x8.csv.gz'), card });
  return prepareData(tasks[1]?.config ?? parseRunConfig({ family: 'mlp' }), dataset);
}
