import { readFile } from 'node:fs/promises';
import { InferenceSession } from 'onnxruntime-node';
import { MlError } from '../errors';
import { inspectModel } from './inspect';
import { checkInputs, fromOrt, toOrt } from './tensors';
import type { ModelInfo, Tensor } from './types';

/** A loaded model. `run` blocks its thread while it computes: batch evaluation belongs into a worker thread. */
export interface Model {
  info: ModelInfo;
  /** Checks names, datatypes and shapes (throws `invalid_input` with pointers `/inputs/{name}/…`), runs, answers all outputs. */
  run(inputs: Record<string, Tensor>): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
}

/** Loads ONNX bytes or a file, for `threads` (default 1) inside one run. Throws `invalid_model`. */
export async function loadModel(source: Uint8Array | string, options: { threads?: number } = {}): Promise<Model> {
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  const info = inspectModel(bytes);
  const session = await createSession(bytes, options.threads ?? 1);
  const { inputs: specs } = info.signature;
  return {
    info,
    async run(inputs) {
      checkInputs(specs, inputs);
      const feeds = Object.fromEntries(specs.map((spec) => [spec.name, toOrt(inputs[spec.name] as Tensor)]));
      let results: InferenceSession.OnnxValueMapType;
      try {
        results = await session.run(feeds);
      } catch (cause) {
        throw new MlError('invalid_input', 'the model could not compute these inputs', [], { cause });
      }
      return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, fromOrt(tensor)]));
    },
    release: () => session.release(),
  };
}

async function createSession(bytes: Uint8Array, threads: number): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(bytes, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 4,
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new MlError(
      'invalid_model',
      `the model does not load: ${reason}`,
      [{ pointer: '/artifact', detail: 'does not load' }],
      { cause },
    );
  }
}
