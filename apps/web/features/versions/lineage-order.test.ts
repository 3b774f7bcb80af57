import { expect, test } from 'vitest';
import { lineageOrder } from './lineage-order';

const node = (id: string) => ({ id, kind: 'run', label: id, status: null });
const edge = (from: string, to: string) => ({ from, to, label: '' });

test('data comes before the run, the run before the version, whatever the order of the answer', () => {
  const ordered = lineageOrder({
    nodes: [node('version'), node('data'), node('run')],
    edges: [edge('run', 'version'), edge('data', 'run')],
  });
  expect(ordered.map(({ id }) => id)).toEqual(['data', 'run', 'version']);
});

test('a cycle or an edge from nowhere loses no node', () => {
  const ordered = lineageOrder({ nodes: [node('a'), node('b')], edges: [edge('a', 'b'), edge('b', 'a')] });
  expect(ordered).toHaveLength(2);
});
