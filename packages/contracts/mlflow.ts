import { z } from 'zod';

/** The shapes of MLflow's REST API 2.0, by its own names; the registry's part. */
export interface MlflowTag {
  key: string;
  value: string;
}

export interface MlflowVersion {
  name: string;
  version: string;
  creation_timestamp: number;
  last_updated_timestamp: number;
  user_id: string;
  current_stage: string;
  description: string;
  source: string;
  run_id: string;
  status: 'PENDING_REGISTRATION' | 'FAILED_REGISTRATION' | 'READY';
  status_message: string;
  run_link?: string;
  tags: MlflowTag[];
  aliases: string[];
}

export interface MlflowModel {
  name: string;
  creation_timestamp: number;
  last_updated_timestamp: number;
  description: string;
  latest_versions: MlflowVersion[];
  tags: MlflowTag[];
  aliases: { alias: string; version: string }[];
}

/** A required text: absent and empty are one thing in MLflow's protocol. */
export const Required = z.string().min(1);
const Optional = z.string().default('');
/** 64-bit numbers come as numbers, or as texts, as protocol buffers write them. */
export const Long = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,18}$/)
    .transform(Number),
]);
export const Flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
/** In a query a list of one looks like its item. */
export const Texts = z.union([z.array(z.string()), z.string().transform((text) => [text])]).default([]);
/** MLflow's clients write values of tags as texts; others may send numbers. */
export const Tag = z.object({ key: Required, value: Optional });
const Tags = z.array(Tag).default([]);

const Model = z.object({ name: Required });
const Version = Model.extend({ version: z.union([Required, z.int().transform(String)]) });

export const CreateRegisteredModel = Model.extend({ tags: Tags, description: Optional });
export const RenameRegisteredModel = Model.extend({ new_name: Required });
export const DescribeRegisteredModel = Model.extend({ description: Optional });
export const GetRegisteredModel = Model;
export const SetModelTag = Model.extend({ key: Required, value: Optional });
export const DeleteModelTag = Model.extend({ key: Required });
export const ModelAlias = Model.extend({ alias: Required });
export const SetModelAlias = Version.extend({ alias: Required });
export const GetLatestVersions = Model.extend({ stages: Texts });
export const CreateModelVersion = Model.extend({
  source: Required,
  run_id: Optional,
  run_link: Optional,
  tags: Tags,
  description: Optional,
  model_id: Optional,
});
export const DescribeModelVersion = Version.extend({ description: Optional });
export const GetModelVersion = Version;
export const TransitionStage = Version.extend({ stage: Required, archive_existing_versions: Flag.default(false) });
export const SetVersionTag = Version.extend({ key: Required, value: Optional });
export const DeleteVersionTag = Version.extend({ key: Required });
export const SearchModels = z.object({
  filter: z.string().optional(),
  order_by: Texts,
  page_token: z.string().optional(),
  max_results: Long.default(100),
});
export const SearchVersions = SearchModels.extend({ max_results: Long.default(10_000) });
