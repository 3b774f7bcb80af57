/** Datatype names of the Open Inference Protocol. */
export type Datatype =
  | 'BOOL'
  | 'UINT8'
  | 'UINT16'
  | 'UINT32'
  | 'UINT64'
  | 'INT8'
  | 'INT16'
  | 'INT32'
  | 'INT64'
  | 'FP16'
  | 'FP32'
  | 'FP64'
  | 'BYTES';

export type TensorData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | string[];

/** Row-major values; BYTES are strings, BOOL and FP16 are their raw integers (Uint8Array, Uint16Array). */
export interface Tensor {
  datatype: Datatype;
  shape: number[];
  data: TensorData;
}

/** -1 is a dimension that the caller chooses; the first is the batch. `columns` name the second where they are known. */
export interface TensorSpec {
  name: string;
  datatype: Datatype;
  shape: number[];
  columns?: string[];
  classes?: string[];
  /** How the one column of a token sequence is cut; short rows are filled up with "", long ones cut off. */
  tokens?: 'characters' | 'words';
}

export interface Signature {
  inputs: TensorSpec[];
  outputs: TensorSpec[];
}

export type ModelTask = 'binary' | 'multiclass' | 'regression';

/** What a model file says about itself. `task` is absent where a foreign file does not say. */
export interface ModelInfo {
  signature: Signature;
  task?: ModelTask;
  positive?: string;
  opset: number;
  irVersion: number;
  producer: string;
  metadata: Record<string, string>;
  operators: string[];
  parameters: number;
}

/** Labels are class names as strings; `probabilities` is row-major [rows, classes]. */
export type Prediction =
  | { kind: 'classes'; rows: number; classes: string[]; labels: string[]; probabilities?: Float32Array }
  | { kind: 'values'; rows: number; values: Float32Array };

export type UploadReason =
  | 'too_large'
  | 'not_onnx'
  | 'unsupported_opset'
  | 'external_data'
  | 'custom_operators'
  | 'bad_signature'
  | 'load_failed'
  | 'inference_failed'
  | 'not_finite'
  | 'time_limit'
  | 'memory_limit'
  | 'crashed';

export type UploadCheck = { ok: true; info: ModelInfo } | { ok: false; reason: UploadReason; detail: string };

export interface UploadLimits {
  maxBytes: number;
  timeoutMs: number;
  memoryBytes: number;
}
