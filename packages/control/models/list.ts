import type { ListModels, Model } from '@gradus/contracts/api/models';
import type { Context } from '../context';
import { type Page, readCursor, toPage } from '../page';
import { containing } from '../search';
import { MODEL_SELECT, type ModelRow, toView } from './view';

const ORDERS = {
  name: { column: 'm.name', down: false, cast: 'text', keyOf: (row: ModelRow) => row.name },
  createdAt: {
    column: 'm.created_at',
    down: true,
    cast: 'timestamptz',
    keyOf: (row: ModelRow) => row.created_at.toISOString(),
  },
  updatedAt: {
    column: 'm.updated_at',
    down: true,
    cast: 'timestamptz',
    keyOf: (row: ModelRow) => row.updated_at.toISOString(),
  },
};

/** @param input.tag `key` or `key=value` */
export async function listModels(ctx: Pick<Context, 'db'>, input: ListModels): Promise<Page<Model>> {
  const descending = input.sort.startsWith('-');
  const order = ORDERS[input.sort.replace('-', '') as keyof typeof ORDERS];
  const [after, op] = [readCursor(input.cursor), descending ? '<' : '>'];
  const [tagKey, tagValue] = splitTag(input.tag);
  const direction = descending ? 'DESC' : 'ASC';
  const { rows } = await ctx.db.pool.query<ModelRow>(
    `${MODEL_SELECT}
     WHERE m.deleted_at IS NULL
       AND ($1::text IS NULL OR m.name ILIKE $1 OR m.description ILIKE $1)
       AND ($2::text IS NULL OR (m.tags ? $2 AND ($3::text IS NULL OR m.tags ->> $2 = $3)))
       AND ($4::text IS NULL OR (${order.column}, m.id) ${op} ($4::${order.cast}, $5))
     ORDER BY ${order.column} ${direction}, m.id ${direction} LIMIT $6`,
    [containing(input.q), tagKey, tagValue, after?.[0] ?? null, after?.[1] ?? '', input.limit + 1],
  );
  return toPage(rows, input.limit, (row) => [order.keyOf(row), row.id], toView);
}

function splitTag(tag: string | undefined): [string | null, string | null] {
  if (tag === undefined || tag === '') return [null, null];
  const at = tag.indexOf('=');
  return at < 0 ? [tag, null] : [tag.slice(0, at), tag.slice(at + 1)];
}
