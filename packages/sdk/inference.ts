import { createTransport, type TransportOptions } from './transport';

/** One tensor of the Open Inference Protocol, as JSON carries it. null is a missing value. */
export interface JsonTensor {
  name: string;
  datatype: string;
  shape: number[];
  data: (number | string | boolean | null)[];
}

export interface ModelMetadata {
  name: string;
  versions: string[];
  inputs: { name: string; datatype: string; shape: number[]; columns?: string[] }[];
  outputs: { name: string; datatype: string; shape: number[]; classes?: string[] }[];
}

export interface InferAnswer {
  model_name: string;
  model_version: string;
  id?: string;
  parameters: { prediction_id: string };
  outputs: JsonTensor[];
}

export interface InferOptions {
  id?: string;
  /** the same key always meets the same version within a rollout */
  routingKey?: string;
  headers?: Record<string, string>;
}

/** The gateway's Open Inference Protocol, typed. Throws ApiError; a failed inference is repeated only when it was shed. */
export function createInference(options: TransportOptions) {
  const send = createTransport(options);
  const pathOf = (endpoint: string) => `/v2/models/${encodeURIComponent(endpoint)}`;
  return {
    metadata: (endpoint: string) => send<ModelMetadata>({ path: pathOf(endpoint) }),
    infer: (endpoint: string, inputs: JsonTensor[], { id, routingKey, headers }: InferOptions = {}) =>
      send<InferAnswer>({
        method: 'POST',
        path: `${pathOf(endpoint)}/infer`,
        body: { id, inputs },
        headers: { ...headers, ...(routingKey !== undefined && { 'x-routing-key': routingKey }) },
      }),
  };
}

export type Inference = ReturnType<typeof createInference>;
