import type { Feature } from '@gradus/contracts/api/datasets';
import type { Signature } from '@gradus/contracts/api/models';
import { expect, test } from 'vitest';
import { fitSignature } from './fit-signature';

const signature: Signature = {
  inputs: [
    { name: 'numeric', datatype: 'FP32', shape: [-1, 2], columns: ['age', 'amount'] },
    { name: 'categorical', datatype: 'BYTES', shape: [-1, 1], columns: ['purpose'] },
  ],
  outputs: [{ name: 'label', datatype: 'BYTES', shape: [-1], classes: ['good', 'bad'] }],
};
const features: Feature[] = [
  { name: 'age', type: 'numeric' },
  { name: 'amount', type: 'numeric' },
  { name: 'purpose', type: 'categorical' },
];
const data = { task: 'binary', classes: ['good', 'bad'], features };
const image: Signature = {
  inputs: [{ name: 'image', datatype: 'FP32', shape: [-1, 1, 8, 8] }],
  outputs: [{ name: 'label', datatype: 'INT64', shape: [-1] }],
};
const imageOf = (shape: number[]): Feature => ({ name: 'image', type: 'image', shape, columns: ['p'], scale: 1 });

test.each<[string, Signature, typeof data, string | null]>([
  ['the same columns fit', signature, data, null],
  [
    'more columns than asked fit',
    signature,
    { ...data, features: [...features, { name: 'x', type: 'numeric' }] },
    null,
  ],
  ['a missing column', signature, { ...data, features: features.slice(1) }, 'no column age'],
  [
    'another type',
    signature,
    { ...data, features: [...features.slice(0, 2), { name: 'purpose', type: 'numeric' }] },
    'purpose as categorical; in the dataset it is numeric',
  ],
  ['an unknown class', signature, { ...data, classes: ['good', 'ugly'] }, 'no class ugly'],
  ['another task', signature, { ...data, task: 'regression', classes: [] }, 'task is regression'],
  ['an image of the same shape fits', image, { ...data, features: [imageOf([1, 8, 8])] }, null],
  ['an image of another shape', image, { ...data, features: [imageOf([1, 28, 28])] }, '[1, 28, 28]'],
  ['no image at all', image, data, 'has none'],
])('%s', (_name, model, shape, difference) => {
  const differences = fitSignature(model, shape);
  if (difference === null) expect(differences).toEqual([]);
  else expect(differences).toEqual([{ pointer: '/dataset', detail: expect.stringContaining(difference) }]);
});
