import { expect, test } from 'vitest';
import { productionPeriods } from './production-periods';

const served = (version: number) => ({ version, digest: 'd' });
const entry = (revision: number, stable: number | null, candidate: number | null = null) => ({
  revision,
  at: `2026-03-0${revision}T00:00:00.000Z`,
  reason: `revision ${revision}`,
  table: {
    endpoint: 'e',
    revision,
    stable: stable === null ? null : served(stable),
    candidate: candidate === null ? null : served(candidate),
    weight: 0,
    shadow: false,
    salt: 's',
    rollout: null,
  },
});

test('a change of the candidate alone does not end a period; the newest is first and still serves', () => {
  const history = [entry(4, 2), entry(1, null), entry(2, 1), entry(3, 1, 2)];
  expect(productionPeriods(history)).toEqual([
    { version: 2, from: '2026-03-04T00:00:00.000Z', until: null, reason: 'revision 4' },
    { version: 1, from: '2026-03-02T00:00:00.000Z', until: '2026-03-04T00:00:00.000Z', reason: 'revision 2' },
  ]);
});
