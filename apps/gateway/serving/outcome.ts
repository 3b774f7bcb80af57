import type { Signature, Tensor, TensorSpec } from '@gradus/ml/runtime';

/** What one row of the outputs says: the predicted class and its probabilities, or the value of a regression. */
export interface RowOutcome {
  label: string | null;
  scores: number[] | null;
}

/** Reads rows of a version's outputs; which output is what is settled once, from the signature. */
export type OutcomeReader = (outputs: Record<string, Tensor>, row: number, rows: number) => RowOutcome;

export function outcomeReader(signature: Signature): OutcomeReader {
  const label = signature.outputs.find((spec) => isLabel(spec));
  const scores = signature.outputs.find((spec) => isScores(spec, label));
  return (outputs, row, rows) => {
    const values = scores ? readScores(outputs[scores.name], row, rows) : null;
    const named = label ? readLabel(outputs[label.name], row) : labelOf(values, scores);
    return { label: named, scores: values };
  };
}

/** The name of the first output that holds NaN or an infinity, or null. */
export function notFinite(outputs: Record<string, Tensor>): string | null {
  for (const [name, { data }] of Object.entries(outputs)) {
    if (!(data instanceof Float32Array || data instanceof Float64Array)) continue;
    for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return name;
  }
  return null;
}

const isLabel = (spec: TensorSpec) =>
  (spec.datatype === 'BYTES' || spec.datatype === 'INT64') && (spec.shape.length === 1 || spec.shape[1] === 1);
const isScores = (spec: TensorSpec, label: TensorSpec | undefined) =>
  spec !== label && (spec.datatype === 'FP32' || spec.datatype === 'FP64');

function readLabel(tensor: Tensor | undefined, row: number): string | null {
  const value = tensor?.data[row];
  return value === undefined ? null : String(value);
}

function readScores(tensor: Tensor | undefined, row: number, rows: number): number[] | null {
  if (!tensor || Array.isArray(tensor.data)) return null;
  const width = tensor.data.length / rows;
  return Array.from(tensor.data.subarray(row * width, (row + 1) * width), Number);
}

/** Without a label output: the likeliest class, or the value itself. */
function labelOf(scores: number[] | null, spec: TensorSpec | undefined): string | null {
  const [value] = scores ?? [];
  if (!scores || value === undefined) return null;
  if (scores.length === 1) return String(value);
  const best = scores.indexOf(Math.max(...scores));
  return spec?.classes?.[best] ?? String(best);
}
