import { decodeDataset } from '../data';
import { serveThread } from '../thread';
import type { ThreadEvent, ThreadInput } from './thread';
import { train } from './train';
import type { TrainOutcome } from './types';

/** The worker thread of `trainInThread`. */
await serveThread<ThreadInput, ThreadEvent, TrainOutcome>((input, { signal, emit }) =>
  train(input.config, decodeDataset(input.dataset), {
    ...input.hooks,
    signal,
    onProgress: (progress) => emit({ type: 'progress', progress }),
    onCheckpoint: (checkpoint) => emit({ type: 'checkpoint', checkpoint }),
  }),
);
