import { isMissing, parseNumber } from './column-builders';
import type { FeatureSpec } from './types';

/**
 * The kind of a column from a sample of its fields: numeric when every value is a number, text when values are long or
 * nearly all differ, else categorical.
 */
export function inferFeature(name: string, sample: string[]): FeatureSpec {
  const values = sample.filter((value) => !isMissing(value));
  if (
    values.length > 0 &&
    values.every((value) => parseNumber(value) !== undefined || /^[+-]?inf(inity)?$|^nan$/i.test(value))
  ) {
    return { name, type: 'numeric' };
  }
  const distinct = new Set(values).size;
  const meanLength = values.reduce((sum, value) => sum + value.length, 0) / Math.max(1, values.length);
  const wordy = meanLength > 60 || (distinct > 50 && distinct > values.length / 2);
  return { name, type: wordy ? 'text' : 'categorical' };
}
