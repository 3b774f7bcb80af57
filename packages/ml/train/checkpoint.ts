import type { Dataset } from '../data/types';
import { MlError } from '../errors';
import type { TrainingState } from './engine';
import type { EpochPoint, RunConfig } from './types';

/** "GRCK" and the format's version. */
const MAGIC = 0x4752434b;

/** Everything that a run needs to go on as if nothing had happened: all randomness follows from seed, epoch and step. */
export interface Checkpoint {
  epoch: number;
  /** Steps of `epoch` that are done, and the sum of their losses. */
  step: number;
  lossSum: number;
  history: EpochPoint[];
  best: { epoch: number; loss: number; parameters: Float32Array[] } | null;
  state: TrainingState;
}

type Header = Omit<Checkpoint, 'state' | 'best'> & {
  run: string;
  best: { epoch: number; loss: number } | null;
  sizes: { parameters: number[]; moments: number[]; best: number[] };
};

/** What ties a checkpoint to its run: configuration, file, and how its card reads and splits it. */
export function runKey(config: RunConfig, dataset: Pick<Dataset, 'digest' | 'card'>): string {
  return JSON.stringify([dataset.digest, dataset.card, config]);
}

/** Magic, header length, JSON header padded to 4 bytes, then all arrays as little-endian floats. */
export function encodeCheckpoint(checkpoint: Checkpoint, run: string): Uint8Array {
  const { state, best, ...rest } = checkpoint;
  const arrays = [...state.parameters, ...state.moments, ...(best?.parameters ?? [])];
  const lengths = (list: Float32Array[]) => list.map((array) => array.length);
  const header: Header = {
    ...rest,
    run,
    best: best && { epoch: best.epoch, loss: best.loss },
    sizes: {
      parameters: lengths(state.parameters),
      moments: lengths(state.moments),
      best: lengths(best?.parameters ?? []),
    },
  };
  const json = Buffer.from(JSON.stringify(header));
  const start = Math.ceil((8 + json.length) / 4) * 4;
  const bytes = new Uint8Array(start + 4 * arrays.reduce((sum, array) => sum + array.length, 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, json.length, true);
  bytes.set(json, 8);
  let at = start;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  return bytes;
}

/** Throws `invalid_input` when the bytes are no checkpoint of this run. */
export function decodeCheckpoint(bytes: Uint8Array, run: string): Checkpoint {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  if (copy.length < 8 || view.getUint32(0, true) !== MAGIC)
    throw new MlError('invalid_input', 'these bytes are not a checkpoint');
  const length = view.getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(copy.subarray(8, 8 + length))) as Header;
  if (header.run !== run) throw new MlError('invalid_input', 'the checkpoint is of another configuration or data set');
  let at = Math.ceil((8 + length) / 4) * 4;
  const take = (sizes: number[]) =>
    sizes.map((size) => {
      const array = new Float32Array(copy.buffer, at, size);
      at += size * 4;
      return array;
    });
  const { sizes, best, run: _, ...rest } = header;
  const state = { parameters: take(sizes.parameters), moments: take(sizes.moments) };
  return { ...rest, state, best: best && { ...best, parameters: take(sizes.best) } };
}
