import { readFileSync } from 'node:fs';
import { credentials } from './system';

/** A REST client as a CI job would write one: plain fetch and an API key. */
export async function api<T>(method: string, path: string, body?: unknown, key = credentials().apiKey): Promise<T> {
  const { url } = credentials();
  const form = body instanceof FormData;
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body && !form ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: form ? body : JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}

/** Polls until `done` says so; the limit is a failure with the last state in its message. */
export async function until<T>(read: () => Promise<T>, done: (state: T) => boolean, seconds: number): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const state = await read();
    if (done(state)) return state;
    if (Date.now() > deadline) throw new Error(`not reached in ${seconds} s; last state: ${JSON.stringify(state)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

export interface Job {
  id: string;
  status: string;
  version?: number;
  error?: { detail: string } | null;
}

const ended = (job: Job) => ['succeeded', 'failed', 'cancelled'].includes(job.status);

export async function uploadDataset(file: string, card: object): Promise<{ id: string }> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(readFileSync(file))]), file.split('/').at(-1));
  form.set('card', JSON.stringify(card));
  return api('POST', '/datasets', form);
}

/** Trains a version and answers its number. */
export async function train(run: object): Promise<number> {
  const { id } = await api<Job>('POST', '/runs', run);
  const job = await until(() => api<Job>('GET', `/runs/${id}`), ended, 120);
  if (job.status !== 'succeeded' || !job.version) throw new Error(`run ${id} ${job.status}: ${job.error?.detail}`);
  return job.version;
}
