import { expect, test } from 'vitest';
import { readHeader } from './read-header';

test.each([
  ['a,b,class\n1,2,x', ['a', 'b', 'class']],
  ['\uFEFF"age, years","class"\r\n', ['age, years', 'class']],
  ['one', ['one']],
  ['', []],
  ['\u001f\u008b\u0008binary', []],
])('%j has the columns %j', (start, columns) => {
  expect(readHeader(start)).toEqual(columns);
});
