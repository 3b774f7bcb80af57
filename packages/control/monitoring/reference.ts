import { DatasetProfile } from '@gradus/contracts/api/datasets';
import type { Database } from '@gradus/db';

/** The frozen bins of one feature and how the training rows fill them. */
export type ReferenceFeature =
  | { type: 'numeric'; name: string; cuts: number[]; counts: number[] }
  | { type: 'categorical'; name: string; categories: string[]; counts: number[] };

/** From the profile of the data set of the stable version; empty while it serves none or its data is unknown. */
export async function readReference(db: Database, endpointId: string): Promise<ReferenceFeature[]> {
  const { rows } = await db.pool.query<{
    profile: unknown;
    target: string;
    features: { name: string; columns?: string[] }[];
  }>(
    `SELECT d.profile, d.target, d.features FROM endpoints e
     JOIN versions v ON v.model_id = e.model_id AND v.number = e.stable_number
     JOIN datasets d ON d.id = v.dataset_id WHERE e.id = $1`,
    [endpointId],
  );
  const row = rows[0];
  const parsed = DatasetProfile.safeParse(row?.profile);
  if (!row || !parsed.success) return [];
  const used = new Set(row.features.flatMap((feature) => feature.columns ?? [feature.name]));
  return parsed.data.columns.flatMap((column): ReferenceFeature[] => {
    if (!used.has(column.name) || column.name === row.target || column.reference === null) return [];
    const present = column.count - column.missing;
    const counts = column.reference.map((share) => share * present);
    const { name } = column;
    if (column.deciles !== null) return [{ type: 'numeric', name, cuts: ascending(column.deciles), counts }];
    if (column.categories === null) return [];
    return [{ type: 'categorical', name, categories: column.categories.map((category) => category.value), counts }];
  });
}

/** Equal deciles are one cut. */
const ascending = (cuts: number[]): number[] => cuts.filter((cut, i) => i === 0 || cut > (cuts[i - 1] ?? 0));
