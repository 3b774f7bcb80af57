import { z } from 'zod';
import { Long, type MlflowTag, Required, SearchModels, Tag, Texts } from './mlflow';

/** The shapes of MLflow's REST API 2.0, by its own names; experiments and runs. */
export interface MlflowExperiment {
  experiment_id: string;
  name: string;
  artifact_location: string;
  lifecycle_stage: 'active' | 'deleted';
  creation_time: number;
  last_update_time: number;
  tags: MlflowTag[];
}

export const RunStatus = z.enum(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']);
export type RunStatus = z.infer<typeof RunStatus>;

export interface MlflowRunInfo {
  run_id: string;
  run_uuid: string;
  run_name: string;
  experiment_id: string;
  user_id: string;
  status: RunStatus;
  start_time: number;
  end_time?: number;
  artifact_uri: string;
  lifecycle_stage: 'active' | 'deleted';
}

export interface MlflowMetric {
  key: string;
  value: number | 'NaN' | 'Infinity' | '-Infinity';
  timestamp: number;
  step: number;
}

export interface MlflowRun {
  info: MlflowRunInfo;
  data: { metrics: MlflowMetric[]; params: MlflowTag[]; tags: MlflowTag[] };
  inputs: { dataset_inputs: object[]; model_inputs: { model_id: string }[] };
  outputs: { model_outputs: { model_id: string; step: number }[] };
}

export const ViewType = z.enum(['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL']);
export type ViewType = z.infer<typeof ViewType>;

const Optional = z.string().default('');
const Tags = z.array(Tag).default([]);
/** JSON has no NaN; protocol buffers write such numbers as texts. */
const Double = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);
/** Older clients name a run by `run_uuid`. */
const Run = <T extends z.ZodRawShape>(shape: T) =>
  z.preprocess(
    (raw) => {
      if (typeof raw !== 'object' || raw === null || !('run_uuid' in raw)) return raw;
      return { run_id: raw.run_uuid, ...raw };
    },
    z.object({ run_id: Required, ...shape }),
  );

const Experiment = z.object({ experiment_id: Required });
export const CreateExperiment = z.object({ name: Required, artifact_location: Optional, tags: Tags });
export const GetExperiment = Experiment;
export const GetExperimentByName = z.object({ experiment_name: Required });
export const RenameExperiment = Experiment.extend({ new_name: Required });
export const SetExperimentTag = Experiment.extend({ key: Required, value: Optional });
export const DeleteExperimentTag = Experiment.extend({ key: Required });
export const SearchExperiments = SearchModels.extend({
  max_results: Long.default(1000),
  view_type: ViewType.default('ACTIVE_ONLY'),
});

export const CreateRun = z.object({
  experiment_id: z
    .string()
    .default('0')
    .transform((id) => (id === '' ? '0' : id)),
  user_id: Optional,
  run_name: Optional,
  start_time: Long.optional(),
  tags: Tags,
});
export const GetRun = Run({});
export const UpdateRun = Run({ status: RunStatus.optional(), end_time: Long.optional(), run_name: Optional });
export const SearchRuns = SearchModels.extend({
  experiment_ids: Texts,
  run_view_type: ViewType.default('ACTIVE_ONLY'),
  max_results: Long.default(1000),
});

const Metric = { key: Required, value: Double, timestamp: Long, step: Long.default(0) };
export const LogMetric = Run(Metric);
export const LogParam = Run({ key: Required, value: Optional });
export const SetRunTag = Run({ key: Required, value: Optional });
export const DeleteRunTag = Run({ key: Required });
export const LogBatch = Run({ metrics: z.array(z.object(Metric)).default([]), params: Tags, tags: Tags });
export const LogModel = Run({ model_json: Required });
export const GetMetricHistory = Run({
  metric_key: Required,
  max_results: Long.default(25_000),
  page_token: z.string().optional(),
});
export const ListArtifacts = Run({ path: Optional, page_token: z.string().optional() });

export interface MlflowLoggedModel {
  info: {
    model_id: string;
    experiment_id: string;
    name: string;
    creation_timestamp_ms: number;
    last_updated_timestamp_ms: number;
    artifact_uri: string;
    status: string;
    model_type: string;
    source_run_id: string;
    tags: MlflowTag[];
  };
  data: { params: MlflowTag[]; metrics: never[] };
}

export const LoggedModelStatus = z.enum(['LOGGED_MODEL_READY', 'LOGGED_MODEL_UPLOAD_FAILED']);
const LoggedModel = z.object({ model_id: Required });
export const CreateLoggedModel = z.object({
  experiment_id: Required,
  name: Optional,
  model_type: Optional,
  source_run_id: Optional,
  params: Tags,
  tags: Tags,
});
export const GetLoggedModel = LoggedModel;
export const FinalizeLoggedModel = LoggedModel.extend({ status: LoggedModelStatus });
export const SetLoggedModelTags = LoggedModel.extend({ tags: Tags });
export const DeleteLoggedModelTag = LoggedModel.extend({ tag_key: Required });
export const LogLoggedModelParams = LoggedModel.extend({ params: Tags });
export const ListLoggedModelFiles = LoggedModel.extend({ artifact_directory_path: Optional });
export const SearchLoggedModels = SearchModels.omit({ order_by: true, max_results: true }).extend({
  experiment_ids: Texts,
  max_results: Long.default(100),
});

const ModelRef = z.object({ model_id: Required, step: Long.optional() });
const Dataset = z.object({
  name: Required.max(500),
  digest: Required.max(36),
  source_type: Optional,
  source: z.string().max(65_535).default(''),
  schema: z.string().max(65_535).optional(),
  profile: z.string().max(1_000_000).optional(),
});
export const LogInputs = Run({
  datasets: z
    .array(z.object({ tags: Tags, dataset: Dataset }))
    .max(1000)
    .default([]),
  models: z.array(ModelRef).max(1000).default([]),
});
export const LogOutputs = Run({ models: z.array(ModelRef).max(1000).default([]) });
