import { decodeDataset } from '../data';
import { loadModel } from '../runtime';
import { serveThread } from '../thread';
import { evaluate } from './evaluate';
import type { ThreadEvent, ThreadInput } from './thread';
import type { EvaluationResult } from './types';

/** The worker thread of `evaluateInThread`. */
await serveThread<ThreadInput, ThreadEvent, EvaluationResult>(async (input, { signal, emit }) =>
  evaluate(await loadModel(input.model), decodeDataset(input.dataset), {
    ...input.options,
    signal,
    onProgress: (done, total) => emit({ done, total }),
  }),
);
