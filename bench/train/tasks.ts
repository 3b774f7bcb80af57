import { readFileSync } from 'node:fs';
import { parseCard, readDataset } from '@gradus/ml/data';
import { createRandom } from '@gradus/ml/random';
import { createEngine, parseRunConfig, prepareData, type RunConfig, type TrainingData } from '@gradus/ml/train';

/** As the recorded ones: no normalisation. */
const plainCnn = { channels: [16, 32], layers: [64], normalization: 'none' };

type EngineData = Pick<TrainingData, 'shape' | 'features' | 'labels' | 'rowWeights'>;

/** A training as PyTorch's loop does it: data in memory, one thread, no validation. */
export interface Task {
  name: string;
  title: string;
  config: RunConfig;
  /** Share of PyTorch's time that it may take. */
  goal: number;
  /** Seconds of PyTorch 1.13 on the machine where this engine was chosen; absent where none were taken. */
  recordedSeconds?: number;
  load(config: RunConfig): Promise<EngineData>;
}

export const tasks: Task[] = [
  {
    name: 'logistic',
    title: 'logistic regression, 100,000 x 50, 5 epochs',
    config: parseRunConfig({ family: 'logistic-regression', epochs: 5, batchSize: 256 }),
    goal: 0.5,
    recordedSeconds: 0.67,
    load: async () => syntheticData(100_000, 50, 256),
  },
  {
    name: 'mlp',
    title: 'MLP 64-64-10 on digits_8x8, 30 epochs',
    config: parseRunConfig({ family: 'mlp', architecture: { layers: [64] }, epochs: 30, batchSize: 32 }),
    goal: 0.5,
    recordedSeconds: 0.47,
    load: (config) => prepared('digits_8x8', config),
  },
  {
    name: 'cnn8',
    title: 'CNN 16-32-64-10 on digits_8x8, 30 epochs',
    config: parseRunConfig({ family: 'cnn', architecture: plainCnn, epochs: 30, batchSize: 32 }),
    goal: 1,
    recordedSeconds: 1.67,
    load: (config) => prepared('digits_8x8', config),
  },
  {
    name: 'cnn28',
    title: 'CNN 16-32-64-10 on 10,000 images of 28x28, 1 epoch',
    config: parseRunConfig({ family: 'cnn', architecture: plainCnn, epochs: 1, batchSize: 64 }),
    goal: 1,
    recordedSeconds: 3.22,
    load: async ({ batchSize }) => randomData(10_000, [1, 28, 28], batchSize),
  },
  {
    name: 'lstm',
    title: 'LSTM-64 on the rows of digits_8x8 as 8 steps, 10 epochs',
    config: parseRunConfig({ family: 'rnn', architecture: { cell: 'lstm', units: 64 }, epochs: 10, batchSize: 32 }),
    goal: 0.5,
    recordedSeconds: 1.05,
    load: (config) => prepared('digits_8x8', config, (card) => ({ ...card, features: [rowsAsSteps(card)] })),
  },
  {
    name: 'transformer',
    title: 'transformer of 2 layers, width 64, 4 heads, 3,186 x 60 tokens, 1 epoch',
    config: parseRunConfig({ family: 'transformer', epochs: 1, batchSize: 32 }),
    goal: 1.2,
    load: (config) => prepared('splice_dna', config),
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

/** Random pixels in ten classes. */
function randomData(rows: number, features: number[], batch: number): EngineData {
  const random = createRandom(2);
  const size = features.reduce((product, d) => product * d, 1);
  const shape = { kind: 'multiclass' as const, outputs: 10, rows, batch, features };
  return {
    shape,
    features: Float32Array.from({ length: rows * size }, () => random.next()),
    labels: BigInt64Array.from({ length: rows }, () => BigInt(random.below(10))),
    rowWeights: new Float32Array(rows).fill(1),
  };
}

type CardJson = { features: { columns: string[] }[] } & Record<string, unknown>;

/** Four fifths of a shipped data set (all of the sequences), encoded for the task's family. */
async function prepared(
  name: string,
  config: RunConfig,
  change: (card: CardJson) => object = (card) => card,
): Promise<EngineData> {
  const json: CardJson = JSON.parse(readFileSync(`data/${name}.card.json`, 'utf8'));
  const split = name === 'splice_dna' ? { train: 1, test: 0 } : { train: 0.8, test: 0.2 };
  const card = parseCard({ ...change(json), split });
  const dataset = await readDataset({ body: readFileSync(`data/${name}.csv.gz`), card });
  return prepareData(config, dataset);
}

function rowsAsSteps({ features: [image] }: CardJson): object {
  return { name: 'rows', type: 'sequence', shape: [8, 8], columns: image?.columns };
}
