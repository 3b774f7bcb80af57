import { readFileSync } from 'node:fs';
import { type Dataset, parseCard, readDataset, toTensors } from '../data';
import { loadModel, predict } from '../runtime';
import { scorePredictions } from '../scoring';
import { parseRunConfig, train } from '../train';

const root = new URL('../../../data/', import.meta.url);

/** For tests: one of the data sets that are shipped. */
export function loadData(name: string): Promise<Dataset> {
  const card = parseCard(JSON.parse(readFileSync(new URL(`${name}.card.json`, root), 'utf8')));
  return readDataset({ body: readFileSync(new URL(`${name}.csv.gz`, root)), card });
}

/** For tests: trains, loads the exported file and scores it on the test split from raw columns. */
export async function testMetrics(data: string | Dataset, input: object) {
  const dataset = typeof data === 'string' ? await loadData(data) : data;
  const outcome = await train(parseRunConfig(input), dataset);
  if (outcome.status !== 'succeeded') throw new Error(outcome.status);
  const model = await loadModel(outcome.model);
  const rows = dataset.splits.test;
  const prediction = await predict(model, toTensors(dataset, model.info.signature, rows));
  return { outcome, prediction, model, metrics: scorePredictions(dataset, rows, prediction).metrics };
}
