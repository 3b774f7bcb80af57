import type { Dataset } from '@gradus/contracts/api/datasets';
import type { ModelMetadata } from '@gradus/sdk';
import { describe, expect, it } from 'vitest';
import { shiftRow, tensorsOf } from './rows';

const row = { values: { age: 30, purpose: 'car', income: null, class: 'good' }, label: 'good' };
const dataset = { features: [] as Dataset['features'] } as Dataset;
const metadata = (inputs: ModelMetadata['inputs']): ModelMetadata => ({
  name: 'e',
  versions: ['1'],
  inputs,
  outputs: [],
});

describe('tensorsOf', () => {
  it('fills the columns that the model names, and keeps missing values missing', () => {
    const inputs = [
      { name: 'numeric', datatype: 'FP32', shape: [-1, 2], columns: ['income', 'age'] },
      { name: 'categorical', datatype: 'BYTES', shape: [-1, 1], columns: ['purpose'] },
    ];
    expect(tensorsOf(row, metadata(inputs), dataset)).toEqual([
      { name: 'numeric', datatype: 'FP32', shape: [1, 2], data: [null, 30] },
      { name: 'categorical', datatype: 'BYTES', shape: [1, 1], data: ['car'] },
    ]);
  });

  it('says which column the dataset lacks', () => {
    const inputs = [{ name: 'numeric', datatype: 'FP32', shape: [-1, 1], columns: ['height'] }];
    expect(() => tensorsOf(row, metadata(inputs), dataset)).toThrow('needs a column "height"');
  });
});

describe('shiftRow', () => {
  it('moves numbers only and leaves the original row alone', () => {
    expect(shiftRow(row, { age: 5, purpose: 1, income: 9 }).values).toMatchObject({
      age: 35,
      purpose: 'car',
      income: null,
    });
    expect(row.values.age).toBe(30);
  });
});
