import { z } from 'zod';
import { Metrics, Name, PageQuery, pageOf, Tags, Task, Timestamp } from './common';

export const TensorSpec = z.object({
  name: z.string(),
  datatype: z.string(),
  shape: z.array(z.int()),
  columns: z.array(z.string()).optional(),
  /** the values a label output can take, in the order of the probabilities */
  classes: z.array(z.string()).optional(),
  /** how the text of a token sequence is cut */
  tokens: z.enum(['characters', 'words']).optional(),
});
export const Signature = z
  .object({ inputs: z.array(TensorSpec), outputs: z.array(TensorSpec) })
  .meta({ id: 'Signature' });
export type Signature = z.infer<typeof Signature>;

export const CreateModel = z.object({
  name: Name,
  task: Task.nullable().default(null),
  description: z.string().max(5000).default(''),
  owner: z.string().max(200).optional(),
  tags: Tags.default({}),
});
export type CreateModel = z.infer<typeof CreateModel>;
export const UpdateModel = z.object({
  description: z.string().max(5000).optional(),
  owner: z.string().max(200).optional(),
  tags: Tags.optional(),
});
export type UpdateModel = z.infer<typeof UpdateModel>;

export const AliasView = z.object({ name: z.string(), version: z.int(), protected: z.boolean(), updatedAt: Timestamp });
export const Model = z
  .object({
    id: z.string(),
    name: z.string(),
    task: Task.nullable(),
    description: z.string(),
    owner: z.string(),
    tags: Tags,
    aliases: z.array(AliasView),
    latestVersion: z.int().nullable(),
    endpoints: z.array(z.string()),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Model' });
export type Model = z.infer<typeof Model>;

export const ListModels = PageQuery.extend({
  q: z.string().max(200).optional(),
  tag: z.string().max(500).optional(),
  sort: z.enum(['name', '-name', 'updatedAt', '-updatedAt', 'createdAt', '-createdAt']).default('-updatedAt'),
});
export type ListModels = z.infer<typeof ListModels>;
export const ModelPage = pageOf(Model);
export const SetAlias = z.object({ version: z.int().positive() });

export const Version = z
  .object({
    id: z.string(),
    model: z.string(),
    version: z.int(),
    status: z.enum(['pending', 'ready', 'quarantined']),
    statusReason: z.string().nullable(),
    source: z.enum(['run', 'upload', 'optimization', 'mlflow']),
    digest: z.string().nullable(),
    sizeBytes: z.int().nullable(),
    run: z.string().nullable(),
    dataset: z.string().nullable(),
    parent: z.int().nullable(),
    aliases: z.array(z.string()),
    tags: Tags,
    description: z.string(),
    metrics: Metrics,
    signature: Signature.nullable(),
    createdBy: z.string(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Version' });
export type Version = z.infer<typeof Version>;
export const VersionPage = pageOf(Version);
/** the `metadata` part of a multipart upload */
export const VersionMetadata = z.object({
  description: z.string().max(5000).default(''),
  tags: Tags.default({}),
  metrics: Metrics.default({}),
  dataset: z.string().nullable().default(null),
  run: z.string().nullable().default(null),
  parent: z.int().positive().nullable().default(null),
  /** names the columns inside the tensors; datatypes and shapes are read from the file */
  signature: Signature.optional(),
});
export type VersionMetadata = z.infer<typeof VersionMetadata>;
export const UpdateVersion = z.object({ description: z.string().max(5000).optional(), tags: Tags.optional() });
export type UpdateVersion = z.infer<typeof UpdateVersion>;

/** data -> run -> version -> children -> releases, as a graph for the version page */
export const Lineage = z
  .object({
    nodes: z.array(z.object({ id: z.string(), kind: z.string(), label: z.string(), status: z.string().nullable() })),
    edges: z.array(z.object({ from: z.string(), to: z.string(), label: z.string() })),
  })
  .meta({ id: 'Lineage' });
export type Lineage = z.infer<typeof Lineage>;
