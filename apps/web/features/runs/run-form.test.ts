import { expect, test } from 'vitest';
import { emptyRun, familyDefaults, optimizerSteps, toCreateRun } from './run-form';

const layers = { name: 'layers', label: 'Layers', description: '', type: 'integers' as const, default: [32, 16] };
const bias = { name: 'bias', label: 'Bias', description: '', type: 'boolean' as const, default: true };

test("a family's defaults fill its fields, and lists become numbers again when sent", () => {
  const form = { ...emptyRun, architecture: familyDefaults([layers, bias]) };
  expect(form.architecture).toEqual({ layers: '32, 16', bias: true });
  expect(toCreateRun(form, [layers, bias]).architecture).toEqual({ layers: [32, 16], bias: true });
});

test('options of a family that was chosen before are not sent', () => {
  const form = { ...emptyRun, architecture: { layers: '8', kernel: 3 } };
  expect(toCreateRun(form, [layers]).architecture).toEqual({ layers: [8] });
});

test('no patience means no early stopping', () => {
  expect(toCreateRun({ ...emptyRun, patience: '' }, []).earlyStopping).toBeNull();
});

test('the estimate counts a last short batch', () => {
  expect(optimizerSteps({ ...emptyRun, batchSize: 64, epochs: 10 }, 100)).toBe(20);
});
