import type { Feature } from '@gradus/contracts/api/datasets';
import type { Signature } from '@gradus/contracts/api/models';
import type { FieldError } from '@gradus/core/error';

export interface DataShape {
  task: string;
  classes: string[];
  features: Feature[];
}

type TensorSpec = Signature['inputs'][number];

/** Why a version can't be measured on a dataset: one entry for each difference, none when it fits. */
export function fitSignature(signature: Signature, data: DataShape): FieldError[] {
  return [...signature.inputs.flatMap((input) => fitInput(input, data.features)), ...fitOutputs(signature, data)].map(
    (detail) => ({ pointer: '/dataset', detail }),
  );
}

function fitInput(input: TensorSpec, features: Feature[]): string[] {
  switch (input.name) {
    case 'numeric':
    case 'categorical':
      return fitColumns(input, input.name, features);
    case 'image':
    case 'sequence':
    case 'text':
      return fitWhole(input, input.name, features);
    default:
      return [`the model's input ${input.name} has no counterpart in a dataset`];
  }
}

function fitColumns(input: TensorSpec, type: 'numeric' | 'categorical', features: Feature[]): string[] {
  const present = features.filter((feature) => feature.type === type).map((feature) => feature.name);
  const width = input.shape[1] ?? -1;
  if (!input.columns) {
    const fits = width < 0 || width === present.length;
    return fits ? [] : [`the model takes ${width} ${type} columns; the dataset has ${present.length}`];
  }
  return input.columns
    .filter((column) => !present.includes(column))
    .map((column) => {
      const other = features.find((feature) => feature.name === column);
      return other
        ? `the model takes ${column} as ${type}; in the dataset it is ${other.type}`
        : `the dataset has no column ${column}, which the model takes as ${type}`;
    });
}

function fitWhole(input: TensorSpec, type: 'image' | 'sequence' | 'text', features: Feature[]): string[] {
  const feature = features.find((candidate) => candidate.type === type);
  if (!feature) return [`the model takes ${type} input; the dataset has none`];
  const shape = 'shape' in feature ? feature.shape : undefined;
  if (!shape) return [];
  const wanted = input.shape.slice(1);
  const fits = wanted.length === shape.length && wanted.every((size, i) => size < 0 || size === shape[i]);
  return fits ? [] : [`the model takes ${type} of [${wanted.join(', ')}]; the dataset has [${shape.join(', ')}]`];
}

function fitOutputs(signature: Signature, data: DataShape): string[] {
  const answersValue = signature.outputs.some((output) => output.name === 'value');
  if (answersValue !== (data.task === 'regression')) {
    return [`the model answers a ${answersValue ? 'value' : 'class'}; the dataset's task is ${data.task}`];
  }
  const classes = signature.outputs.find((output) => output.classes)?.classes;
  if (!classes) return [];
  const unknown = data.classes.filter((name) => !classes.includes(name));
  return unknown.length === 0 ? [] : [`the model knows no class ${unknown.join(', ')}`];
}
