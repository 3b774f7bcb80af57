import { MlError } from '../errors';
import { RefusedModel } from './inspect';
import type { Model } from './load';
import type { Tensor, TensorSpec } from './types';

const MAX_VALUES = 50_000_000;

/** Runs the model once on two plain rows and looks at what comes out. Throws `RefusedModel`. */
export async function smokeTest(model: Model): Promise<void> {
  const inputs = Object.fromEntries(model.info.signature.inputs.map((spec) => [spec.name, plainTensor(spec)]));
  let outputs: Record<string, Tensor>;
  try {
    outputs = await model.run(inputs);
  } catch (error) {
    const reason =
      error instanceof MlError && error.cause instanceof Error ? error.cause.message.split('\n')[0] : String(error);
    throw new RefusedModel('inference_failed', `a first run on two rows failed: ${reason}`);
  }
  for (const spec of model.info.signature.outputs) {
    const { data } = outputs[spec.name] ?? { data: [] };
    if (data instanceof Float32Array || data instanceof Float64Array) {
      if (data.some((value) => !Number.isFinite(value))) {
        throw new RefusedModel('not_finite', `the output "${spec.name}" is not finite on a row of zeros`);
      }
    }
  }
}

function plainTensor(spec: TensorSpec): Tensor {
  const { name, datatype } = spec;
  const shape = spec.shape.map((dim, i) => (dim >= 0 ? dim : i === 0 ? 2 : 1));
  const size = shape.reduce((product, dim) => product * dim, 1);
  if (size > MAX_VALUES) throw new RefusedModel('bad_signature', `the input "${name}" has ${size} values`);
  switch (datatype) {
    case 'BYTES':
      return { datatype, shape, data: new Array<string>(size).fill('') };
    case 'FP32':
      return { datatype, shape, data: new Float32Array(size) };
    case 'FP64':
      return { datatype, shape, data: new Float64Array(size) };
    case 'INT64':
      return { datatype, shape, data: new BigInt64Array(size) };
    case 'UINT64':
      return { datatype, shape, data: new BigUint64Array(size) };
    case 'INT32':
      return { datatype, shape, data: new Int32Array(size) };
    case 'UINT32':
      return { datatype, shape, data: new Uint32Array(size) };
    case 'INT16':
      return { datatype, shape, data: new Int16Array(size) };
    case 'UINT16':
    case 'FP16':
      return { datatype, shape, data: new Uint16Array(size) };
    case 'INT8':
      return { datatype, shape, data: new Int8Array(size) };
    case 'UINT8':
    case 'BOOL':
      return { datatype, shape, data: new Uint8Array(size) };
  }
}
