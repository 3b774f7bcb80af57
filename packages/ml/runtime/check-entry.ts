import { readFile } from 'node:fs/promises';
import { MlError } from '../errors';
import { RefusedModel } from './inspect';
import { loadModel } from './load';
import { smokeTest } from './smoke';
import type { UploadCheck } from './types';

/** The child process of `checkUpload`: looks at one file, runs it once, sends its verdict and ends. */
async function check(path: string): Promise<UploadCheck> {
  try {
    const model = await loadModel(await readFile(path));
    await smokeTest(model);
    return { ok: true, info: model.info };
  } catch (error) {
    if (error instanceof RefusedModel) return { ok: false, reason: error.reason, detail: error.detail };
    if (error instanceof MlError && error.detail.includes('does not load'))
      return { ok: false, reason: 'load_failed', detail: error.detail };
    if (error instanceof MlError) return { ok: false, reason: 'not_onnx', detail: error.detail };
    throw error;
  }
}

const verdict = await check(process.argv[2] ?? '');
process.send?.(verdict, () => process.exit(0));
