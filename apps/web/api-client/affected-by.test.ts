import { expect, test } from 'vitest';
import { affectedBy } from './affected-by';

test('a decision of a rollout refreshes the rollout, its release and its endpoint', () => {
  expect(affectedBy('rollout')).toEqual(expect.arrayContaining(['rollouts', 'releases', 'endpoints', 'overview']));
});

test('an unknown subject still refreshes the overview and the audit log', () => {
  expect(affectedBy('comet')).toEqual(['overview', 'audit']);
});
