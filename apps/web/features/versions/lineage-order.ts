import type { Lineage } from '@gradus/contracts/api/models';

type Node = Lineage['nodes'][number];

/** Causes before effects: each node after all that lead to it; what is caught in a cycle comes last. */
export function lineageOrder({ nodes, edges }: Lineage): Node[] {
  const waiting = new Map(nodes.map((node) => [node.id, edges.filter((edge) => edge.to === node.id).length]));
  const ordered: Node[] = [];
  while (ordered.length < nodes.length) {
    const ready = nodes.filter((node) => waiting.get(node.id) === 0);
    if (ready.length === 0) return [...ordered, ...nodes.filter((node) => waiting.has(node.id))];
    for (const node of ready) {
      ordered.push(node);
      waiting.delete(node.id);
      for (const edge of edges) {
        const count = waiting.get(edge.to);
        if (edge.from === node.id && count !== undefined) waiting.set(edge.to, count - 1);
      }
    }
  }
  return ordered;
}
