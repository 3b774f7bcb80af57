import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { MlError } from '@gradus/ml/errors';
import { checkUpload, type UploadCheck } from '@gradus/ml/runtime';
import { type ParsedDataset, type ParseOrder, parseDataset } from './parse';
import type { ParseAnswer } from './parse-entry';

/** What the registry does with uploaded bytes. */
export interface Uploads {
  /** a folder for parts on their way in */
  folder: string;
  /** Throws MlError for a file or card that is not valid. */
  parse(order: ParseOrder): Promise<ParsedDataset>;
  check(path: string): Promise<UploadCheck>;
}

export interface UploadsOptions {
  folder: string;
  /** the bundled entries of what runs beside this process' event loop */
  entries: { parse: string; check: string };
  maxModelBytes: number;
}

/** Below this a thread takes longer to start than the parse takes. */
const SMALL_BYTES = 256 * 1024;

export const createUploads = ({ folder, entries, maxModelBytes }: UploadsOptions): Uploads => ({
  folder,
  parse: async (order) => {
    const { size } = await stat(order.source);
    return size <= SMALL_BYTES ? parseDataset(order) : parseInThread(order, entries.parse);
  },
  check: (path) => checkUpload(path, { entry: entries.check, limits: { maxBytes: maxModelBytes } }),
});

const MEMORY_MB = 2048;

function parseInThread(order: ParseOrder, entry: string): Promise<ParsedDataset> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: order, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
    worker.once('message', (answer: ParseAnswer) => {
      if (answer.ok) resolve(answer.parsed);
      else reject(new MlError(answer.code, answer.detail, answer.errors));
    });
    worker.once('error', (cause) => {
      const outOfMemory = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const detail = `the file takes more than ${MEMORY_MB} MB of memory to read`;
      reject(outOfMemory ? new MlError('resource_limit', detail, [{ pointer: '/file', detail }], { cause }) : cause);
    });
    worker.once('exit', (code) => reject(new Error(`the parsing thread ended with code ${code} and no answer`)));
  });
}
