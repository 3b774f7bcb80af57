import { parentPort, workerData } from 'node:worker_threads';
import { decodeDataset } from '../data';
import { MlError } from '../errors';
import type { ThreadInput, ThreadMessage } from './thread';
import { train } from './train';

/** The worker thread of `trainInThread`. */
const { config, dataset, resume, checkpointMs, threads } = workerData as ThreadInput;
const abort = new AbortController();
const send = (message: ThreadMessage) => parentPort?.postMessage(message);
parentPort?.on('message', () => abort.abort());

try {
  const outcome = await train(config, decodeDataset(dataset), {
    signal: abort.signal,
    onProgress: (progress) => send({ type: 'progress', progress }),
    onCheckpoint: (checkpoint) => send({ type: 'checkpoint', checkpoint }),
    ...(resume && { resume }),
    ...(checkpointMs !== undefined && { checkpointMs }),
    ...(threads !== undefined && { threads }),
  });
  send({ type: 'outcome', outcome });
} catch (error) {
  if (!(error instanceof MlError)) throw error;
  send({ type: 'refused', code: error.code, detail: error.detail, errors: error.errors });
}
