import type { Datatype, TensorData, TensorSpec } from '@gradus/ml/runtime';
import { badRequest } from './protocol-error';

/**
 * The values of one input, flat or nested, as the typed array of its datatype.
 * `null` is a missing value: NaN in a floating-point tensor, the empty string in BYTES, refused elsewhere.
 */
export function readData(spec: TensorSpec, given: unknown, size: number, shape: number[]): TensorData {
  if (!Array.isArray(given)) throw badRequest(`input "${spec.name}": "data" must be an array`);
  const data: unknown[] = Array.isArray(given[0]) ? given.flat(Number.POSITIVE_INFINITY) : given;
  if (data.length !== size) {
    throw badRequest(
      `input "${spec.name}": "data" has ${data.length} values, shape [${shape.join(', ')}] needs ${size}`,
    );
  }
  return readers[spec.datatype](data, spec.name);
}

type Reader = (data: unknown[], name: string) => TensorData;

const readers: Record<Datatype, Reader> = {
  FP32: (data, name) => readFloats(new Float32Array(data.length), data, name, 'FP32'),
  FP64: (data, name) => readFloats(new Float64Array(data.length), data, name, 'FP64'),
  FP16: (data, name) => {
    const halves = new Uint16Array(data.length);
    const floats = readFloats(new Float32Array(data.length), data, name, 'FP16');
    for (let i = 0; i < floats.length; i++) {
      const value = floats[i] ?? 0;
      if (Math.abs(value) >= 65520) throw badRequest(`input "${name}": data[${i}] is too large for FP16`);
      halves[i] = toHalf(value);
    }
    return halves;
  },
  INT8: integers((n) => new Int8Array(n), 'INT8', -128, 127),
  INT16: integers((n) => new Int16Array(n), 'INT16', -32768, 32767),
  INT32: integers((n) => new Int32Array(n), 'INT32', -2147483648, 2147483647),
  UINT8: integers((n) => new Uint8Array(n), 'UINT8', 0, 255),
  UINT16: integers((n) => new Uint16Array(n), 'UINT16', 0, 65535),
  UINT32: integers((n) => new Uint32Array(n), 'UINT32', 0, 4294967295),
  INT64: (data, name) => BigInt64Array.from(data, (value, i) => readBig(value, name, i, 'INT64')),
  UINT64: (data, name) => BigUint64Array.from(data, (value, i) => readBig(value, name, i, 'UINT64')),
  BOOL: (data, name) =>
    Uint8Array.from(data, (value, i) => {
      if (typeof value !== 'boolean') throw wrong(name, i, value, 'true or false');
      return value ? 1 : 0;
    }),
  BYTES: (data, name) =>
    data.map((value, i) => {
      if (typeof value === 'string') return value;
      if (value === null) return '';
      throw wrong(name, i, value, 'a string, or null for missing');
    }),
};

function readFloats<T extends Float32Array | Float64Array>(out: T, data: unknown[], name: string, type: string): T {
  for (let i = 0; i < out.length; i++) {
    const value = data[i];
    if (typeof value === 'number') {
      out[i] = value;
      if (!Number.isFinite(out[i])) throw badRequest(`input "${name}": data[${i}] is too large for ${type}`);
    } else if (value === null) {
      out[i] = Number.NaN;
    } else {
      throw wrong(name, i, value, 'a number, or null for missing');
    }
  }
  return out;
}

type IntegerArray = Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

function integers(make: (length: number) => IntegerArray, type: string, low: number, high: number): Reader {
  return (data, name) => {
    const out = make(data.length);
    for (let i = 0; i < out.length; i++) {
      const value = data[i];
      if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong(name, i, value, 'a whole number');
      if (value < low || value > high) throw badRequest(`input "${name}": data[${i}] is outside ${type}`);
      out[i] = value;
    }
    return out;
  };
}

function readBig(value: unknown, name: string, index: number, type: 'INT64' | 'UINT64'): bigint {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong(name, index, value, 'a whole number');
  if (!Number.isSafeInteger(value) || (type === 'UINT64' && value < 0)) {
    throw badRequest(`input "${name}": data[${index}] is outside ${type}, or too large for exact JSON`);
  }
  return BigInt(value);
}

const wrong = (name: string, index: number, value: unknown, expected: string) =>
  badRequest(`input "${name}": data[${index}] must be ${expected}, not ${JSON.stringify(value)?.slice(0, 40)}`);

const scratch = new DataView(new ArrayBuffer(4));

/** IEEE 754 binary16, toward zero for the bits that do not fit. */
function toHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  scratch.setFloat32(0, value);
  const bits = scratch.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 112;
  const mantissa = bits & 0x7fffff;
  if (exponent <= 0) return exponent < -10 ? sign : sign | ((mantissa | 0x800000) >> (14 - exponent));
  return sign | (exponent << 10) | (mantissa >> 13);
}
