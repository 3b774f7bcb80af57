import { Tensor as OrtTensor } from 'onnxruntime-node';
import { MlError } from '../errors';
import { dataTypes } from '../onnx';
import type { Datatype, Tensor, TensorData, TensorSpec } from './types';

type OrtType = OrtTensor['type'];

interface Kind {
  ort: OrtType;
  code: number;
  accepts(data: TensorData): boolean;
}

/** Open Inference Protocol name -> onnxruntime name, ONNX element type and array class. */
const KINDS: Record<Datatype, Kind> = {
  BOOL: { ort: 'bool', code: dataTypes.bool, accepts: (data) => data instanceof Uint8Array },
  UINT8: { ort: 'uint8', code: dataTypes.uint8, accepts: (data) => data instanceof Uint8Array },
  UINT16: { ort: 'uint16', code: dataTypes.uint16, accepts: (data) => data instanceof Uint16Array },
  UINT32: { ort: 'uint32', code: dataTypes.uint32, accepts: (data) => data instanceof Uint32Array },
  UINT64: { ort: 'uint64', code: dataTypes.uint64, accepts: (data) => data instanceof BigUint64Array },
  INT8: { ort: 'int8', code: dataTypes.int8, accepts: (data) => data instanceof Int8Array },
  INT16: { ort: 'int16', code: dataTypes.int16, accepts: (data) => data instanceof Int16Array },
  INT32: { ort: 'int32', code: dataTypes.int32, accepts: (data) => data instanceof Int32Array },
  INT64: { ort: 'int64', code: dataTypes.int64, accepts: (data) => data instanceof BigInt64Array },
  FP16: { ort: 'float16', code: dataTypes.float16, accepts: (data) => data instanceof Uint16Array },
  FP32: { ort: 'float32', code: dataTypes.float, accepts: (data) => data instanceof Float32Array },
  FP64: { ort: 'float64', code: dataTypes.double, accepts: (data) => data instanceof Float64Array },
  BYTES: { ort: 'string', code: dataTypes.string, accepts: (data) => Array.isArray(data) },
};

const NAMES = Object.keys(KINDS) as Datatype[];

/** The protocol's name of an ONNX element type; undefined for the few it does not have. */
export function datatypeOf(code: number): Datatype | undefined {
  return NAMES.find((name) => KINDS[name].code === code);
}

/**
 * Checks one request's inputs against the signature: names, datatypes, shapes, counts, one batch size.
 * Throws `invalid_input` whose pointers are `/inputs/{name}/…`.
 */
export function checkInputs(specs: TensorSpec[], inputs: Record<string, Tensor>): void {
  const unknown = Object.keys(inputs).find((name) => !specs.some((spec) => spec.name === name));
  if (unknown !== undefined) {
    throw refusal(unknown, '', `the model has no such input; it has ${specs.map((spec) => spec.name).join(', ')}`);
  }
  let batch: number | undefined;
  for (const spec of specs) {
    const tensor = inputs[spec.name];
    if (!tensor) throw refusal(spec.name, '', 'is missing');
    checkInput(spec, tensor);
    if (spec.shape[0] !== -1) continue;
    batch ??= tensor.shape[0];
    if (tensor.shape[0] !== batch) {
      throw refusal(spec.name, '/shape', `has ${tensor.shape[0]} rows, another input has ${batch}`);
    }
  }
}

function checkInput(spec: TensorSpec, tensor: Tensor): void {
  const { shape } = tensor;
  if (tensor.datatype !== spec.datatype) {
    throw refusal(spec.name, '/datatype', `is ${tensor.datatype}, the model takes ${spec.datatype}`);
  }
  if (!KINDS[spec.datatype].accepts(tensor.data)) {
    throw refusal(spec.name, '/data', `does not hold ${spec.datatype} values`);
  }
  const fits = shape.length === spec.shape.length && spec.shape.every((dim, i) => dim < 0 || dim === shape[i]);
  if (!fits || shape.some((dim) => !Number.isInteger(dim) || dim < 0)) {
    throw refusal(spec.name, '/shape', `is [${shape.join(', ')}], the model takes [${spec.shape.join(', ')}]`);
  }
  const size = shape.reduce((product, dim) => product * dim, 1);
  if (tensor.data.length !== size) {
    throw refusal(spec.name, '/data', `has ${tensor.data.length} values, its shape needs ${size}`);
  }
}

function refusal(name: string, part: string, detail: string): MlError {
  return new MlError('invalid_input', `input "${name}": ${detail}`, [{ pointer: `/inputs/${name}${part}`, detail }]);
}

export function toOrt(tensor: Tensor): OrtTensor {
  return new OrtTensor(KINDS[tensor.datatype].ort, tensor.data as Float32Array, tensor.shape);
}

export function fromOrt(tensor: OrtTensor): Tensor {
  const datatype = NAMES.find((name) => KINDS[name].ort === tensor.type);
  if (!datatype) throw new MlError('invalid_model', `the model answers ${tensor.type}, which is not supported`);
  return { datatype, shape: [...tensor.dims], data: tensor.data as TensorData };
}
