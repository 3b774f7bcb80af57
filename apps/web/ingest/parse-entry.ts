import { parentPort, workerData } from 'node:worker_threads';
import { type Issue, MlError, type MlErrorCode } from '@gradus/ml/errors';
import { type ParsedDataset, parseDataset } from './parse';

export type ParseAnswer =
  | { ok: true; parsed: ParsedDataset }
  | { ok: false; code: MlErrorCode; detail: string; errors: Issue[] };

const answer = await parseDataset(workerData).then(
  (parsed): ParseAnswer => ({ ok: true, parsed }),
  (error: unknown): ParseAnswer => {
    if (error instanceof MlError) return { ok: false, code: error.code, detail: error.detail, errors: error.errors };
    throw error;
  },
);
parentPort?.postMessage(answer);
