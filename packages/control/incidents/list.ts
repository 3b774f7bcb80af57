import type { Incident, ListIncidents } from '@gradus/contracts/api/admin';
import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';
import { type IncidentRow, SELECT_INCIDENTS, toIncident } from './view';

/** Newest first. */
export async function listIncidents(ctx: Context, query: ListIncidents): Promise<Page<Incident>> {
  const [before] = readCursor(query.cursor) ?? [null];
  const { rows } = await ctx.db.pool.query<IncidentRow>(
    `${SELECT_INCIDENTS}
     WHERE ($1::text IS NULL OR i.status = $1) AND ($2::text IS NULL OR $2 IN (e.name, e.id))
       AND ($3::text IS NULL OR i.id < $3)
     ORDER BY i.id DESC LIMIT $4`,
    [query.status ?? null, query.endpoint ?? null, before, query.limit + 1],
  );
  return toPage(rows, query.limit, (row) => [row.id], toIncident);
}
