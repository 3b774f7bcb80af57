import { expect, test } from 'vitest';
import { returnPath } from './return-path';

test.each([
  ['/rollouts/rlo_1?view=all', '/rollouts/rlo_1?view=all'],
  [null, '/'],
  ['https://elsewhere.example', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['/sign-in?next=%2F', '/'],
])('next=%s leads to %s', (next, path) => {
  expect(returnPath(next)).toBe(path);
});
