import type { Problem } from '@gradus/contracts/problem';
import { ApiError } from './api-error';

export interface TransportOptions {
  /** origin of the server, for example http://127.0.0.1:3000 */
  url: string;
  apiKey?: string;
  /** most attempts of one call; default 4 */
  attempts?: number;
  fetch?: typeof globalThis.fetch;
  /** milliseconds between attempts are waited with this; default setTimeout */
  wait?(ms: number): Promise<void>;
  /** uniform in [0, 1): jitter and idempotency keys */
  random?(): number;
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  form?: FormData;
  headers?: Record<string, string>;
}

export type Send = <T>(call: Call) => Promise<T>;

/**
 * Sends JSON or forms and reads JSON. A call that fails on the network, with 429 or with a 5xx is repeated with backoff
 * and jitter; every POST carries one Idempotency-Key for all its attempts, so that a repeat does nothing twice.
 * Throws ApiError for a refusal, and the network's own error when no attempt got an answer.
 */
export function createTransport(options: TransportOptions): Send {
  const { attempts = 4, fetch = globalThis.fetch, random = Math.random, wait = pause } = options;
  const origin = options.url.replace(/\/+$/, '');

  return async <T>(call: Call): Promise<T> => {
    const url = `${origin}${call.path}${queryOf(call.query)}`;
    const init = requestOf(call, options.apiKey, random);
    for (let attempt = 1; ; attempt++) {
      const last = attempt >= attempts;
      let response: Response;
      try {
        response = await fetch(url, init);
      } catch (error) {
        if (last) throw error;
        await wait(backoff(attempt, random));
        continue;
      }
      if (response.ok) return (await readJson(response)) as T;
      if (last || !isTransient(response.status)) throw await refusalOf(response);
      await response.arrayBuffer();
      await wait(retryAfter(response) ?? backoff(attempt, random));
    }
  };
}

function requestOf(call: Call, apiKey: string | undefined, random: () => number): RequestInit {
  const method = call.method ?? 'GET';
  const headers: Record<string, string> = { accept: 'application/json', ...call.headers };
  if (apiKey !== undefined) headers.authorization = `Bearer ${apiKey}`;
  if (method === 'POST') headers['idempotency-key'] = keyOf(random);
  if (call.form) return { method, headers, body: call.form };
  if (call.body === undefined) return { method, headers };
  return { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(call.body) };
}

const keyOf = (random: () => number): string =>
  Array.from({ length: 4 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');

function queryOf(query: Call['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([key, value]): [string, string][] =>
    value === undefined ? [] : [[key, String(value)]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

/** A conflict on the idempotency key itself (the first attempt still runs) is a 409 and not repeated: the caller reads. */
const isTransient = (status: number) => status === 429 || status === 502 || status === 503 || status === 504;
const backoff = (attempt: number, random: () => number) => 100 * 2 ** attempt * (0.5 + random());
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.min(seconds, 30) * 1000 : null;
}

async function refusalOf(response: Response): Promise<ApiError> {
  const body = (await readJson(response)) as Partial<Problem> & { error?: string };
  return new ApiError(response.status, body, body.error ?? `HTTP ${response.status}`);
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return { detail: text.slice(0, 200) };
  }
}
