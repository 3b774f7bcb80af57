import { MlError } from '../errors';
import type { Signature, Tensor, TensorSpec } from '../runtime/types';
import type { Column } from './types';

/**
 * The inputs that `signature` asks for, filled from `rows` of the columns. An input without column names takes the
 * numeric columns (or, for BYTES, all others) in their order. Missing: NaN, or "". Throws `invalid_input` when the
 * columns do not fit.
 */
export function toTensors(
  data: { columns: Column[] },
  signature: Signature,
  rows: Uint32Array,
): Record<string, Tensor> {
  return Object.fromEntries(
    signature.inputs.map((spec, i) => [spec.name, fill(spec, columnsFor(data.columns, spec, `/inputs/${i}`), rows)]),
  );
}

function columnsFor(columns: Column[], spec: TensorSpec, pointer: string): Column[] {
  const wantText = spec.datatype === 'BYTES';
  const found = spec.columns
    ? spec.columns.map((name) => {
        const column = columns.find((candidate) => candidate.name === name);
        if (column) return column;
        throw refuse(
          pointer,
          `the model's input "${spec.name}" needs the column "${name}", which the data do not have`,
        );
      })
    : columns.filter((column) => (column.kind === 'numeric') !== wantText);
  const width = spec.tokens ? 1 : spec.shape.slice(1).reduce((product, d) => product * Math.max(d, -1), 1);
  if (width >= 0 && width !== found.length) {
    throw refuse(
      pointer,
      `the model's input "${spec.name}" has ${width} values per row, the data have ${found.length}`,
    );
  }
  const wrong = found.find((column) => (column.kind === 'numeric') === wantText);
  if (wrong)
    throw refuse(
      pointer,
      `the column "${wrong.name}" is ${wrong.kind}, the model's input "${spec.name}" is ${spec.datatype}`,
    );
  return found;
}

function fill(spec: TensorSpec, columns: Column[], rows: Uint32Array): Tensor {
  if (spec.tokens) return fillTokens(spec.name, spec.tokens, spec.shape[1] ?? 1, columns[0], rows);
  const shape = [rows.length, ...spec.shape.slice(1).map((d) => (d < 0 ? columns.length : d))];
  if (spec.datatype === 'BYTES') {
    const data = new Array<string>(rows.length * columns.length);
    columns.forEach((column, j) => {
      rows.forEach((row, i) => {
        data[i * columns.length + j] = textAt(column, row);
      });
    });
    return { datatype: 'BYTES', shape, data };
  }
  const data = new Float32Array(rows.length * columns.length);
  columns.forEach((column, j) => {
    if (column.kind !== 'numeric') return;
    const { values } = column;
    for (let i = 0; i < rows.length; i++) data[i * columns.length + j] = values[rows[i] ?? 0] ?? Number.NaN;
  });
  switch (spec.datatype) {
    case 'FP32':
      return { datatype: 'FP32', shape, data };
    case 'FP64':
      return { datatype: 'FP64', shape, data: Float64Array.from(data) };
    case 'INT64':
      return { datatype: 'INT64', shape, data: BigInt64Array.from(data, (value) => BigInt(Math.round(value) || 0)) };
    case 'INT32':
      return { datatype: 'INT32', shape, data: Int32Array.from(data) };
    default:
      throw refuse('/inputs', `the model's input "${spec.name}" is ${spec.datatype}, which data sets cannot fill`);
  }
}

/** Tokens of one text column; texts are filled up with "" or cut off after `length`. */
function fillTokens(
  name: string,
  tokens: 'characters' | 'words',
  length: number,
  column: Column | undefined,
  rows: Uint32Array,
): Tensor {
  if (!column || length < 0) throw refuse('/inputs', `the model's input "${name}" has no column or no length`);
  const data = new Array<string>(rows.length * length).fill('');
  rows.forEach((row, i) => {
    const items = splitTokens(textAt(column, row), tokens);
    for (let j = 0; j < Math.min(length, items.length); j++) data[i * length + j] = items[j] ?? '';
  });
  return { datatype: 'BYTES', shape: [rows.length, length], data };
}

/** Characters (code points), or what stands between spaces. */
export function splitTokens(text: string, tokens: 'characters' | 'words'): string[] {
  return tokens === 'characters' ? Array.from(text) : text.split(' ').filter((word) => word !== '');
}

function textAt(column: Column, row: number): string {
  if (column.kind === 'categorical') return column.dictionary[column.codes[row] ?? -1] ?? '';
  return column.kind === 'text' ? (column.values[row] ?? '') : '';
}

function refuse(pointer: string, detail: string): MlError {
  return new MlError('invalid_input', detail, [{ pointer, detail }]);
}
