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

  it('sends pixels as they are: the model knows their scale', () => {
    const image = { name: 'image', type: 'image' as const, shape: [1, 1, 2], columns: ['p0', 'p1'], scale: 16 };
    const inputs = [{ name: 'image', datatype: 'FP32', shape: [-1, 1, 1, 2], columns: ['p0', 'p1'] }];
    const pixels = { values: { p0: 16, p1: 4 }, label: '7' };
    expect(tensorsOf(pixels, metadata(inputs), { ...dataset, features: [image] })[0]?.data).toEqual([16, 4]);
  });

  it('cuts one text into the tokens that a sequence takes', () => {
    const dna = { name: 'sequence', type: 'sequence' as const, columns: ['dna'], tokens: 'characters' as const };
    const inputs = [{ name: 'sequence', datatype: 'BYTES', shape: [-1, 4], columns: ['dna'] }];
    const strand = { values: { dna: 'ACG' }, label: 'n' };
    expect(tensorsOf(strand, metadata(inputs), { ...dataset, features: [dna] })[0]).toMatchObject({
      shape: [1, 4],
      data: ['A', 'C', 'G', ''],
    });
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
