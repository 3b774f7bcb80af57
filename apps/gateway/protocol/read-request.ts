import type { Signature, Tensor, TensorSpec } from '@gradus/ml/runtime';
import { badRequest } from './protocol-error';
import { readData } from './read-data';

export interface InferRequest {
  id: string | null;
  /** in the order of the signature's inputs */
  inputs: Tensor[];
  rows: number;
  /** names of the outputs that the client asked for; null is all */
  outputs: string[] | null;
}

/** Any JSON body: an object, or a refusal that says what it is instead. */
export function parseBody(text: string): Record<string, unknown> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw badRequest(`the body is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  if (!isObject(body)) throw badRequest(`the body must be a JSON object, not ${kindOf(body)}`);
  return body;
}

/** Checks a request against the signature of the version that will answer it. Throws ProtocolError. */
export function readRequest(body: Record<string, unknown>, signature: Signature, maxRows: number): InferRequest {
  const given = body.inputs;
  if (!Array.isArray(given)) throw badRequest(`"inputs" must be an array of tensors, not ${kindOf(given)}`);
  const tensors = given.map(readHead);
  for (const tensor of tensors) {
    if (!signature.inputs.some((spec) => spec.name === tensor.name)) {
      throw badRequest(`input "${tensor.name}" is not an input of this model; it takes ${namesOf(signature.inputs)}`);
    }
  }
  const inputs = signature.inputs.map((spec) => {
    const matching = tensors.filter((tensor) => tensor.name === spec.name);
    const [tensor] = matching;
    if (!tensor) throw badRequest(`input "${spec.name}" is missing; this model takes ${namesOf(signature.inputs)}`);
    if (matching.length > 1) throw badRequest(`input "${spec.name}" is given ${matching.length} times`);
    return readTensor(tensor, spec);
  });
  return {
    id: readId(body),
    inputs,
    rows: countRows(signature.inputs, inputs, maxRows),
    outputs: readOutputs(body, signature),
  };
}

export function readId(body: Record<string, unknown>): string | null {
  if (body.id === undefined || body.id === null) return null;
  if (typeof body.id !== 'string') throw badRequest(`"id" must be a string, not ${kindOf(body.id)}`);
  return body.id;
}

interface TensorHead {
  name: string;
  shape: unknown;
  datatype: unknown;
  data: unknown;
}

function readHead(tensor: unknown, index: number): TensorHead {
  if (!isObject(tensor)) throw badRequest(`inputs[${index}] must be an object, not ${kindOf(tensor)}`);
  const { name, shape, datatype, data } = tensor;
  if (typeof name !== 'string') throw badRequest(`inputs[${index}] needs a "name"`);
  return { name, shape, datatype, data };
}

function readTensor(tensor: TensorHead, spec: TensorSpec): Tensor {
  if (tensor.datatype !== spec.datatype) {
    const found = typeof tensor.datatype === 'string' ? `"${tensor.datatype}"` : kindOf(tensor.datatype);
    throw badRequest(`input "${spec.name}": datatype must be "${spec.datatype}", not ${found}`);
  }
  const shape = readShape(tensor, spec);
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  return { datatype: spec.datatype, shape, data: readData(spec, tensor.data, size, shape) };
}

function readShape({ name, shape }: TensorHead, spec: TensorSpec): number[] {
  const isShape = Array.isArray(shape) && shape.every((dimension) => Number.isSafeInteger(dimension) && dimension >= 0);
  if (!isShape) throw badRequest(`input "${name}": "shape" must be an array of whole numbers, for example [1, 7]`);
  const fits =
    shape.length === spec.shape.length &&
    spec.shape.every((dimension, i) => dimension === -1 || dimension === shape[i]);
  if (!fits) throw badRequest(`input "${name}": shape [${shape.join(', ')}] does not fit [${spec.shape.join(', ')}]`);
  return shape;
}

function countRows(specs: TensorSpec[], inputs: Tensor[], maxRows: number): number {
  const rows = inputs[0]?.shape[0] ?? 1;
  for (const [i, input] of inputs.entries()) {
    const name = specs[i]?.name;
    if ((input.shape[0] ?? 1) !== rows) {
      throw badRequest(`input "${name}" has ${input.shape[0]} rows, input "${specs[0]?.name}" has ${rows}`);
    }
  }
  if (rows === 0) throw badRequest('the request has no rows: the first dimension of every shape is 0');
  if (rows > maxRows) throw badRequest(`the request has ${rows} rows; at most ${maxRows} are taken at once`);
  return rows;
}

function readOutputs(body: Record<string, unknown>, signature: Signature): string[] | null {
  if (body.outputs === undefined || body.outputs === null) return null;
  if (!Array.isArray(body.outputs)) throw badRequest(`"outputs" must be an array, not ${kindOf(body.outputs)}`);
  const names = body.outputs.map((output: unknown, i) => {
    if (!isObject(output) || typeof output.name !== 'string') throw badRequest(`outputs[${i}] needs a "name"`);
    if (!signature.outputs.some((spec) => spec.name === output.name)) {
      throw badRequest(
        `output "${output.name}" is not an output of this model; it gives ${namesOf(signature.outputs)}`,
      );
    }
    return output.name;
  });
  return names.length === 0 ? null : names;
}

const namesOf = (specs: TensorSpec[]) => specs.map((spec) => `"${spec.name}"`).join(', ');
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function kindOf(value: unknown): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
