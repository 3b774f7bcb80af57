import type { Lineage } from '@gradus/contracts/api/models';
import type { Context } from '../context';
import { findVersion } from './get';

/** Where a version comes from (data, run, parent) and what became of it (children, evaluations, releases, endpoints). */
export async function getLineage(
  ctx: Pick<Context, 'db'>,
  input: { model: string; version: string | number },
): Promise<Lineage> {
  const version = await findVersion(ctx, input);
  const { rows } = await ctx.db.pool.query<Relative>(RELATIVES, [
    version.dataset_id,
    version.run_id,
    version.model_id,
    version.number,
    version.parent_number,
    version.id,
    version.external_run_id,
  ]);
  const self = {
    id: version.id,
    kind: 'version',
    label: `${version.model} v${version.number}`,
    status: version.status,
  };
  const nodes = new Map<string, Lineage['nodes'][number]>([[self.id, self]]);
  const edges: Lineage['edges'] = [];
  for (const { id, kind, label, status, direction, relation, via } of rows) {
    if (!nodes.has(id)) nodes.set(id, { id, kind, label, status });
    const other = via ?? self.id;
    edges.push(
      direction === 'in' ? { from: id, to: other, label: relation } : { from: other, to: id, label: relation },
    );
  }
  return { nodes: [...nodes.values()], edges };
}

interface Relative {
  id: string;
  kind: string;
  label: string;
  status: string;
  direction: 'in' | 'out';
  relation: string;
  /** the node at the other end, where it is not the version itself */
  via: string | null;
}

const RELATIVES = `
  SELECT d.id, 'dataset' AS kind, d.name AS label, d.status, 'in' AS direction, 'data of' AS relation,
    (SELECT r.id FROM runs r WHERE r.id = $2) AS via
  FROM datasets d WHERE d.id = $1
  UNION ALL
  SELECT r.id, 'run', r.family, r.status, 'in', 'trained', NULL FROM runs r WHERE r.id = $2
  UNION ALL
  SELECT x.id, 'external-run', x.name, x.status, 'in', 'trained', NULL FROM external_runs x WHERE x.id = $7
  UNION ALL
  SELECT p.id, 'version', 'v' || p.number, p.status, 'in', 'parent of', NULL FROM versions p WHERE p.model_id = $3 AND p.number = $5
  UNION ALL
  SELECT k.id, 'version', 'v' || k.number, k.status, 'out', 'parent of', NULL FROM versions k WHERE k.model_id = $3 AND k.parent_number = $4
  UNION ALL
  SELECT e.id, 'evaluation', COALESCE(e.suite, 'own scenarios'), e.status, 'out', 'tested in', NULL FROM evaluations e WHERE e.version_id = $6
  UNION ALL
  SELECT l.id, 'release', 'release to ' || n.name, l.status, 'out', 'proposed in', NULL
  FROM releases l JOIN endpoints n ON n.id = l.endpoint_id WHERE l.model_id = $3 AND l.version_number = $4
  UNION ALL
  SELECT DISTINCT n.id, 'endpoint', n.name, CASE WHEN n.stable_number = $4 THEN 'serving' ELSE 'served' END, 'out', 'to', l.id
  FROM releases l JOIN endpoints n ON n.id = l.endpoint_id WHERE l.model_id = $3 AND l.version_number = $4`;
