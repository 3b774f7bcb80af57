import type { PredictionRecord } from '@gradus/control/metrics';
import type { Tensor, TensorSpec } from '@gradus/ml/runtime';
import type { Served } from '../serving/infer';

/** Wider inputs (images, long sequences) are not kept with the prediction. */
const MAX_VALUES = 512;

/** One record for each row of a served request. */
export function predictionRows(served: Served): PredictionRecord[] {
  const { live, outputs, rows } = served;
  const columns = columnsOf(live.signature.inputs);
  return Array.from({ length: rows }, (_, row) => ({
    id: served.predictionId,
    row,
    endpointId: served.endpoint.endpointId,
    version: live.version,
    revision: served.endpoint.table.revision,
    arm: served.arm,
    pairedWith: served.pairedWith,
    at: served.at,
    routingKey: served.routingKey === null ? null : storable(served.routingKey),
    inputs: columns && inputsOfRow(columns, served.inputs, row),
    ...(outputs === null ? { label: null, scores: null } : live.outcome(outputs, row, rows)),
    latencyMs: Math.round(served.latencyMs * 1000) / 1000,
    error: served.error,
  }));
}

const compiled = new WeakMap<TensorSpec[], string[][] | null>();

/** Names of the values of one row, for each input; null when they are too many to keep. */
function columnsOf(specs: TensorSpec[]): string[][] | null {
  const known = compiled.get(specs);
  if (known !== undefined) return known;
  const names = specs.map((spec) => namesOf(spec));
  const columns = names.reduce((sum, part) => sum + part.length, 0) > MAX_VALUES ? null : names;
  compiled.set(specs, columns);
  return columns;
}

function namesOf({ name, shape, columns }: TensorSpec): string[] {
  const width = shape.slice(1).reduce((product, dimension) => product * Math.max(1, dimension), 1);
  if (columns?.length === width) return columns;
  return width === 1 ? [name] : Array.from({ length: width }, (_, i) => `${name}[${i}]`);
}

function inputsOfRow(columns: string[][], inputs: Tensor[], row: number): PredictionRecord['inputs'] {
  const values: Record<string, string | number | null> = {};
  for (const [i, names] of columns.entries()) {
    const data = inputs[i]?.data ?? [];
    const start = row * names.length;
    for (const [j, name] of names.entries()) values[name] = plain(data[start + j]);
  }
  return values;
}

function plain(value: number | bigint | string | undefined): string | number | null {
  if (value === undefined || value === '') return null;
  if (typeof value === 'string') return storable(value);
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** Postgres takes neither NUL nor half a surrogate pair. */
const storable = (text: string): string => text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd');
