import { type Policy, PolicySpec } from '@gradus/contracts/api/policies';

export interface PolicyRow {
  id: string;
  name: string;
  spec: unknown;
  revision: number;
  created_at: Date;
  updated_at: Date;
}

export const toPolicy = (row: PolicyRow): Policy => ({
  ...PolicySpec.parse(row.spec),
  id: row.id,
  name: row.name,
  revision: row.revision,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
