import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { DatasetProfile } from '@gradus/contracts/api/datasets';
import { type Card, type Dataset, encodeDataset, type ResolvedCard, readDataset } from '@gradus/ml/data';
import { describeDataset } from './describe';

/** What the registry writes down about parsed rows. The rows themselves lie encoded in a file. */
export interface ParsedDataset {
  card: ResolvedCard;
  /** of the file as it came */
  digest: string;
  rows: number;
  columns: { name: string; type: string }[];
  classes: string[];
  splits: { train: number; validation: number; test: number };
  profile: DatasetProfile;
}

export interface ParseOrder {
  /** the upload: CSV or gzipped CSV */
  source: string;
  card: Card;
  /** where the encoded rows go */
  target: string;
  maxBytes: number;
}

/** Reads, splits and profiles an upload, and writes its rows in the columnar format. Throws MlError. */
export async function parseDataset({ source, card, target, maxBytes }: ParseOrder): Promise<ParsedDataset> {
  const dataset = await readDataset({ body: createReadStream(source), card, limits: { maxBytes } });
  await writeFile(target, encodeDataset(dataset), { mode: 0o600 });
  const { splits } = dataset;
  return {
    card: dataset.card,
    digest: dataset.digest,
    rows: dataset.rows,
    columns: columnsOf(dataset),
    classes: dataset.target.kind === 'classes' ? dataset.target.classes : [],
    splits: { train: splits.train.length, validation: splits.validation.length, test: splits.test.length },
    profile: describeDataset(dataset),
  };
}

function columnsOf({ card, columnNames }: Dataset): { name: string; type: string }[] {
  const types = new Map<string, string>();
  for (const feature of card.features) {
    for (const name of 'columns' in feature ? feature.columns : [feature.name]) types.set(name, feature.type);
  }
  types.set(card.target, 'target');
  if (card.group !== undefined) types.set(card.group, 'group');
  return columnNames.map((name) => ({ name, type: types.get(name) ?? 'ignored' }));
}
