import { Signature } from '@gradus/contracts/api/models';
import type { Database } from '@gradus/db';

/** What feedback must know about the row that it speaks of. */
export interface PredictedRow {
  endpoint: string;
  /** classes that a label may name; null when the version does not say */
  classes: readonly string[] | null;
  regression: boolean;
}

export const keyOf = (predictionId: string, row: number): string => `${predictionId} ${row}`;

/** The answered rows (a shadow run answers nobody) among those asked for, by `keyOf`. */
export async function findPredictedRows(
  db: Database,
  items: readonly { predictionId: string; row: number }[],
): Promise<Map<string, PredictedRow>> {
  if (items.length === 0) return new Map();
  const { rows } = await db.pool.query<{ id: string; row: number; endpoint_id: string; version: number }>(
    `SELECT DISTINCT p.id, p.row, p.endpoint_id, p.version
     FROM unnest($1::text[], $2::int[]) AS asked (id, row)
     JOIN predictions p ON p.id = asked.id AND p.row = asked.row AND p.arm <> 'shadow'`,
    [items.map((item) => item.predictionId), items.map((item) => item.row)],
  );
  const servedAs = new Map<string, PredictedRow>();
  for (const { endpoint_id, version } of rows) {
    const key = `${endpoint_id} ${version}`;
    if (!servedAs.has(key)) servedAs.set(key, await describe(db, endpoint_id, version));
  }
  const found = new Map<string, PredictedRow>();
  for (const row of rows) {
    const description = servedAs.get(`${row.endpoint_id} ${row.version}`);
    if (description) found.set(keyOf(row.id, row.row), description);
  }
  return found;
}

async function describe(db: Database, endpointId: string, version: number): Promise<PredictedRow> {
  const { rows } = await db.pool.query<{
    name: string;
    task: string | null;
    signature: unknown;
    classes: string[] | null;
  }>(
    `SELECT e.name, m.task, v.signature, d.classes
     FROM endpoints e JOIN models m ON m.id = e.model_id
     LEFT JOIN versions v ON v.model_id = e.model_id AND v.number = $2
     LEFT JOIN datasets d ON d.id = v.dataset_id
     WHERE e.id = $1`,
    [endpointId, version],
  );
  const row = rows[0];
  const signature = Signature.safeParse(row?.signature);
  const named = signature.success ? signature.data.outputs.find((output) => output.classes)?.classes : undefined;
  const classes = named ?? row?.classes ?? [];
  return {
    endpoint: row?.name ?? endpointId,
    classes: classes.length > 0 ? classes : null,
    regression: row?.task === 'regression',
  };
}
