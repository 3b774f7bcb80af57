import { Task } from '@gradus/contracts/api/common';
import { type Dataset, Feature } from '@gradus/contracts/api/datasets';

export interface DatasetRow {
  id: string;
  name: string;
  digest: string;
  artifact_digest: string;
  task: string;
  target: string;
  positive: string | null;
  classes: string[];
  features: { name: string; columns?: string[] }[];
  card: { licence?: string; source?: string; description?: string };
  columns: { name: string; type: string }[];
  splits: { train: number; validation: number; test: number };
  rows: number;
  size_bytes: string;
  status: string;
  created_by: string;
  created_at: Date;
}

export const DATASET_COLUMNS = `id, name, digest, artifact_digest, task, target, positive, classes, features, card, columns,
  splits, rows, size_bytes, status, created_by, created_at`;

export const toView = (row: DatasetRow): Dataset => ({
  id: row.id,
  name: row.name,
  digest: row.digest,
  status: row.status === 'ready' ? 'ready' : 'rejected',
  task: Task.parse(row.task),
  target: row.target,
  positive: row.positive,
  classes: row.classes,
  // a token sequence is made from the one column of its name
  features: row.features.map((feature) => Feature.parse({ columns: [feature.name], ...feature })),
  columns: row.columns,
  rows: row.rows,
  sizeBytes: Number(row.size_bytes),
  splits: row.splits,
  licence: row.card.licence ?? '',
  source: row.card.source ?? '',
  description: row.card.description ?? '',
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
});
