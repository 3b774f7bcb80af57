import { expect } from 'vitest';
import type { Answer, CallOptions, TestApi } from '../testing';

export type MlflowCall = (method: string, path: string, input?: Input, options?: CallOptions) => Promise<Answer>;

interface Input {
  [name: string]: unknown;
}

/** Calls as MLflow's clients do: a GET has its parameters in the query, lists repeated; all else sends JSON. */
export const mlflowCalls =
  (api: () => TestApi): MlflowCall =>
  (method, path, input, options = {}) => {
    const url = `/api/2.0/mlflow/${path}`;
    if (method !== 'GET') return api().call(method, url, { ...(input && { body: input }), ...options });
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(input ?? {})) {
      for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item));
    }
    return api().call(method, `${url}?${query}`, options);
  };

/** The refusal as `toMatchObject` takes it. */
export const refusal = (status: number, code: string, message: RegExp | string = /./) => ({
  status,
  body: { error_code: code, message: typeof message === 'string' ? message : expect.stringMatching(message) },
});
