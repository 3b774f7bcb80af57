import type { Tensor, TensorData } from '@gradus/ml/runtime';

interface Rows {
  inputs: Tensor[];
  rows: number;
}

/** The inputs of many requests, one below the other. All share every dimension but the first. */
export function concatInputs(requests: Rows[]): Tensor[] {
  const [first] = requests;
  if (!first || requests.length === 1) return first?.inputs ?? [];
  return first.inputs.map((tensor, i) => concat(tensor, requests, i));
}

function concat(first: Tensor, requests: Rows[], index: number): Tensor {
  const rows = requests.reduce((sum, request) => sum + request.rows, 0);
  const shape = [rows, ...first.shape.slice(1)];
  const parts = requests.flatMap((request) => request.inputs[index] ?? []);
  if (Array.isArray(first.data)) {
    return { datatype: first.datatype, shape, data: parts.flatMap((part) => part.data as string[]) };
  }
  const data = emptyLike(
    first.data,
    shape.reduce((product, dimension) => product * dimension, 1),
  );
  let offset = 0;
  for (const part of parts) {
    copyInto(data, part.data, offset);
    offset += part.data.length;
  }
  return { datatype: first.datatype, shape, data };
}

/** The rows of one request out of a batch's outputs, without copying numbers. */
export function sliceOutputs(
  outputs: Record<string, Tensor>,
  start: number,
  rows: number,
  total: number,
): Record<string, Tensor> {
  const sliced: Record<string, Tensor> = {};
  for (const [name, { datatype, shape, data }] of Object.entries(outputs)) {
    const width = data.length / total;
    const part = Array.isArray(data)
      ? data.slice(start * width, (start + rows) * width)
      : data.subarray(start * width, (start + rows) * width);
    sliced[name] = { datatype, shape: [rows, ...shape.slice(1)], data: part };
  }
  return sliced;
}

type Numbers = Exclude<TensorData, string[]>;

function emptyLike(data: Numbers, length: number): Numbers {
  const make = data.constructor as new (length: number) => Numbers;
  return new make(length);
}

/** Both sides are of one class: the reader made them from one datatype. */
function copyInto(target: Numbers, source: TensorData, offset: number): void {
  (target as { set(values: unknown, offset: number): void }).set(source, offset);
}
