import type { Signature } from '@gradus/contracts/api/models';

type Tensor = Signature['inputs'][number];

/** Where two signatures differ, in words; empty when a caller could not tell them apart. */
export function signatureDifference(stable: Signature, candidate: Signature): string[] {
  return [
    ...tensorDifference('input', stable.inputs, candidate.inputs),
    ...tensorDifference('output', stable.outputs, candidate.outputs),
  ];
}

function tensorDifference(side: 'input' | 'output', stable: Tensor[], candidate: Tensor[]): string[] {
  const missing = stable.filter((tensor) => !candidate.some((other) => other.name === tensor.name));
  const added = candidate.filter((tensor) => !stable.some((other) => other.name === tensor.name));
  return [
    ...missing.map((tensor) => `${side} ${tensor.name} is missing`),
    ...added.map((tensor) => `${side} ${tensor.name} is new`),
    ...stable.flatMap((tensor) => {
      const other = candidate.find((entry) => entry.name === tensor.name);
      return other ? fieldDifference(`${side} ${tensor.name}`, tensor, other) : [];
    }),
  ];
}

const FIELDS = ['datatype', 'shape', 'columns', 'classes'] as const;

function fieldDifference(name: string, stable: Tensor, candidate: Tensor): string[] {
  return FIELDS.flatMap((field) => {
    const [before, after] = [JSON.stringify(stable[field] ?? null), JSON.stringify(candidate[field] ?? null)];
    return before === after ? [] : [`${name}: ${field} is ${after}, stable has ${before}`];
  });
}
