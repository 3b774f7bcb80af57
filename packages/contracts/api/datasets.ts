import { z } from 'zod';
import { Name, PageQuery, pageOf, Task, Timestamp } from './common';

export const Feature = z.discriminatedUnion('type', [
  z.object({ name: z.string().min(1), type: z.enum(['numeric', 'categorical', 'text']) }),
  z.object({
    name: z.string().min(1),
    type: z.literal('image'),
    shape: z.array(z.int().positive()).length(3),
    columns: z.array(z.string()).min(1),
    scale: z.number().positive().default(1),
  }),
  z.object({
    name: z.string().min(1),
    type: z.literal('sequence'),
    shape: z.array(z.int().positive()).length(2).optional(),
    columns: z.array(z.string()).min(1),
    tokens: z.enum(['characters', 'words']).optional(),
    maxLength: z.int().positive().optional(),
  }),
]);
export type Feature = z.infer<typeof Feature>;

/** The `card` part of the upload. */
export const DatasetCard = z
  .object({
    name: Name,
    task: Task,
    target: z.string().min(1),
    positive: z.union([z.string(), z.number(), z.boolean()]).optional(),
    /** default: inferred, all columns but target, `group` and `ignore` */
    features: z.array(Feature).min(1).optional(),
    /** rows of one group stay in one split */
    group: z.string().optional(),
    ignore: z.array(z.string()).default([]),
    sensitive: z.array(z.string()).default([]),
    split: z
      .object({
        train: z.number().positive().lt(1),
        validation: z.number().positive().lt(1),
        test: z.number().positive().lt(1),
        seed: z.int().default(7),
        stratify: z.boolean().default(true),
      })
      .refine((s) => Math.abs(s.train + s.validation + s.test - 1) < 1e-6, 'the shares must add up to 1')
      .default({ train: 0.7, validation: 0.15, test: 0.15, seed: 7, stratify: true }),
    licence: z.string().default(''),
    source: z.string().default(''),
    description: z.string().default(''),
  })
  .meta({ id: 'DatasetCard' });
export type DatasetCard = z.infer<typeof DatasetCard>;

export const Dataset = z
  .object({
    id: z.string(),
    name: z.string(),
    digest: z.string(),
    status: z.enum(['ready', 'rejected']),
    task: Task,
    target: z.string(),
    positive: z.string().nullable(),
    classes: z.array(z.string()),
    features: z.array(Feature),
    columns: z.array(z.object({ name: z.string(), type: z.string() })),
    rows: z.int(),
    sizeBytes: z.int(),
    splits: z.object({ train: z.int(), validation: z.int(), test: z.int() }),
    licence: z.string(),
    source: z.string(),
    description: z.string(),
    createdBy: z.string(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Dataset' });
export type Dataset = z.infer<typeof Dataset>;
export const DatasetPage = pageOf(Dataset);
export const ListDatasets = PageQuery.extend({ q: z.string().max(200).optional() });
export type ListDatasets = z.infer<typeof ListDatasets>;

export const ColumnProfile = z.object({
  name: z.string(),
  type: z.string(),
  count: z.int(),
  missing: z.int(),
  distinct: z.int(),
  mean: z.number().nullable(),
  sd: z.number().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** nine cut points of the reference deciles (training split); the frozen bins of drift */
  deciles: z.array(z.number()).nullable(),
  /** share of the training split in each of the ten bins, or in each category */
  reference: z.array(z.number()).nullable(),
  categories: z.array(z.object({ value: z.string(), count: z.int() })).nullable(),
});
export type ColumnProfile = z.infer<typeof ColumnProfile>;
export const DatasetProfile = z
  .object({ rows: z.int(), columns: z.array(ColumnProfile), target: z.record(z.string(), z.int()) })
  .meta({ id: 'DatasetProfile' });
export type DatasetProfile = z.infer<typeof DatasetProfile>;

export const RowsQuery = z.object({
  split: z.enum(['train', 'validation', 'test']).optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export type RowsQuery = z.infer<typeof RowsQuery>;
export const Rows = z.object({
  columns: z.array(z.string()),
  /** each row in the order of `columns`; missing is null */
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  total: z.int(),
});
export type Rows = z.infer<typeof Rows>;
