import type { Incident, Me, Ready } from '@gradus/contracts/api/admin';
import type { Page } from '@gradus/contracts/api/common';
import type { Dataset, DatasetCard, Rows } from '@gradus/contracts/api/datasets';
import type {
  CreateEndpoint,
  Endpoint,
  EndpointMetrics,
  FeedbackItem,
  FeedbackResponse,
} from '@gradus/contracts/api/endpoints';
import type { CreateEvaluation, Evaluation } from '@gradus/contracts/api/evaluations';
import type { CreateModel, Model, Version, VersionMetadata } from '@gradus/contracts/api/models';
import type { CreatePolicy, Policy, UpdatePolicy } from '@gradus/contracts/api/policies';
import type { CreateRelease, DecideRelease, Release, Rollout, RolloutCommand } from '@gradus/contracts/api/releases';
import type { CreateRun, Run, RunMetrics } from '@gradus/contracts/api/runs';
import { paginate } from './paginate';
import { type Call, createTransport, type Send, type TransportOptions } from './transport';

/** What a schema takes, and what it gives: defaults are optional on the way in. */
type In<S> = S extends { _zod: { input: infer I } } ? I : never;
type Out<S> = S extends { _zod: { output: infer O } } ? O : never;
type Query = Call['query'];

export interface UploadFile {
  name: string;
  bytes: Uint8Array;
}

const V1 = '/api/v1';

/** The control plane's REST API, typed. Each method is one call; lists are read page by page. Throws ApiError. */
export function createClient(options: TransportOptions) {
  const send = createTransport(options);
  return {
    /** the transport itself, for calls that have no method here */
    send,
    ready: () => send<Out<typeof Ready>>({ path: '/api/ready' }),
    me: () => send<Out<typeof Me>>({ path: `${V1}/me` }),
    models: {
      create: (body: In<typeof CreateModel>) => post<Model>(send, '/models', body),
      get: (model: string) => get<Model>(send, `/models/${encodeURIComponent(model)}`),
      list: (query?: Query) => list<Model>(send, '/models', query),
    },
    versions: {
      get: (model: string, version: number) =>
        get<Version>(send, `/models/${encodeURIComponent(model)}/versions/${version}`),
      list: (model: string, query?: Query) =>
        list<Version>(send, `/models/${encodeURIComponent(model)}/versions`, query),
      register: (model: string, artifact: UploadFile, metadata: In<typeof VersionMetadata> = {}) =>
        upload<Version>(send, `/models/${encodeURIComponent(model)}/versions`, { artifact }, { metadata }),
    },
    datasets: {
      upload: (file: UploadFile, card: In<typeof DatasetCard>) =>
        upload<Dataset>(send, '/datasets', { file }, { card }),
      get: (dataset: string) => get<Dataset>(send, `/datasets/${dataset}`),
      list: (query?: Query) => list<Dataset>(send, '/datasets', query),
      rows: (dataset: string, query?: Query) => get<Out<typeof Rows>>(send, `/datasets/${dataset}/rows`, query),
    },
    runs: {
      create: (body: In<typeof CreateRun>) => post<Run>(send, '/runs', body),
      get: (run: string) => get<Run>(send, `/runs/${run}`),
      list: (query?: Query) => list<Run>(send, '/runs', query),
      metrics: (run: string) => get<RunMetrics>(send, `/runs/${run}/metrics`),
      cancel: (run: string) => post<Run>(send, `/runs/${run}/cancel`, {}),
    },
    evaluations: {
      create: (body: In<typeof CreateEvaluation>) => post<Evaluation>(send, '/evaluations', body),
      get: (evaluation: string) => get<Evaluation>(send, `/evaluations/${evaluation}`),
      list: (query?: Query) => list<Evaluation>(send, '/evaluations', query),
    },
    policies: {
      create: (body: In<typeof CreatePolicy>) => post<Policy>(send, '/policies', body),
      get: (policy: string) => get<Policy>(send, `/policies/${encodeURIComponent(policy)}`),
      list: (query?: Query) => list<Policy>(send, '/policies', query),
      update: (policy: string, body: In<typeof UpdatePolicy>) =>
        send<Policy>({ method: 'PATCH', path: `${V1}/policies/${encodeURIComponent(policy)}`, body }),
    },
    endpoints: {
      create: (body: In<typeof CreateEndpoint>) => post<Endpoint>(send, '/endpoints', body),
      get: (endpoint: string) => get<Endpoint>(send, `/endpoints/${encodeURIComponent(endpoint)}`),
      list: (query?: Query) => list<Endpoint>(send, '/endpoints', query),
      metrics: (endpoint: string, query?: Query) =>
        get<EndpointMetrics>(send, `/endpoints/${encodeURIComponent(endpoint)}/metrics`, query),
    },
    releases: {
      create: (body: In<typeof CreateRelease>) => post<Release>(send, '/releases', body),
      get: (release: string) => get<Release>(send, `/releases/${release}`),
      list: (query?: Query) => list<Release>(send, '/releases', query),
      approve: (release: string, body: In<typeof DecideRelease> = {}) =>
        post<Release>(send, `/releases/${release}/approve`, body),
      reject: (release: string, body: In<typeof DecideRelease> = {}) =>
        post<Release>(send, `/releases/${release}/reject`, body),
      cancel: (release: string) => post<Release>(send, `/releases/${release}/cancel`, {}),
    },
    rollouts: {
      get: (rollout: string) => get<Rollout>(send, `/rollouts/${rollout}`),
      list: (query?: Query) => list<Rollout>(send, '/rollouts', query),
      pause: (rollout: string, body: In<typeof RolloutCommand> = {}) =>
        post<Rollout>(send, `/rollouts/${rollout}/pause`, body),
      resume: (rollout: string, body: In<typeof RolloutCommand> = {}) =>
        post<Rollout>(send, `/rollouts/${rollout}/resume`, body),
      advance: (rollout: string, body: In<typeof RolloutCommand> = {}) =>
        post<Rollout>(send, `/rollouts/${rollout}/advance`, body),
      rollback: (rollout: string, body: In<typeof RolloutCommand> = {}) =>
        post<Rollout>(send, `/rollouts/${rollout}/rollback`, body),
    },
    feedback: {
      /** At most 10,000 items; the answer names each item that was not accepted. */
      send: (items: In<typeof FeedbackItem>[]) => post<Out<typeof FeedbackResponse>>(send, '/feedback', { items }),
    },
    incidents: { list: (query?: Query) => list<Out<typeof Incident>>(send, '/incidents', query) },
  };
}

export type Client = ReturnType<typeof createClient>;

const get = <T>(send: Send, path: string, query?: Query) => send<T>({ path: `${V1}${path}`, query });
const post = <T>(send: Send, path: string, body: unknown) => send<T>({ method: 'POST', path: `${V1}${path}`, body });
const list = <T>(send: Send, path: string, query: Query = {}) =>
  paginate<T>((cursor) => send<Page<T>>({ path: `${V1}${path}`, query: { limit: 200, ...query, cursor } }));

function upload<T>(send: Send, path: string, files: Record<string, UploadFile>, fields: Record<string, unknown>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, JSON.stringify(value));
  for (const [name, file] of Object.entries(files))
    form.append(name, new Blob([new Uint8Array(file.bytes)]), file.name);
  return send<T>({ method: 'POST', path: `${V1}${path}`, form });
}
