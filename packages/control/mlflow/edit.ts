import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { Values } from './conditions';
import { noModel, noVersion } from './error';
import { checkModelName, versionNumber } from './names';

interface Edit {
  action: string;
  /** what becomes of the row, as SQL */
  set(values: Values): string;
  after: unknown;
}

/** One statement on a model and its audit entry. */
export async function editModel(ctx: Context, name: string, { action, set, after }: Edit): Promise<void> {
  checkModelName(name);
  const values = new Values();
  const statement = `UPDATE models SET ${set(values)}, updated_at = ${values.add(ctx.now())}
    WHERE name = ${values.add(name)} AND deleted_at IS NULL RETURNING id`;
  const id = await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query(statement, values.list);
    if (rows[0] === undefined) throw noModel(name);
    await appendAudit(tx, ctx, { action, subject: { type: 'model', id: rows[0].id }, after });
    return rows[0].id;
  });
  await ctx.ports.relay.changed({ type: 'model.updated', subject: { type: 'model', id } });
}

/** One statement on a version and its audit entry. */
export async function editVersion(ctx: Context, name: string, version: string, edit: Edit): Promise<void> {
  checkModelName(name);
  const number = versionNumber(version);
  const values = new Values();
  const statement = `UPDATE versions SET ${edit.set(values)}, updated_at = ${values.add(ctx.now())}
    WHERE model_id = (SELECT id FROM models WHERE name = ${values.add(name)} AND deleted_at IS NULL)
      AND number = ${values.add(number)} AND deleted_at IS NULL RETURNING id`;
  const id = await withTransaction(ctx.db, async (tx) => {
    const { rows } = await tx.query(statement, values.list);
    if (rows[0] === undefined) throw noVersion(name, number);
    await appendAudit(tx, ctx, {
      action: edit.action,
      subject: { type: 'version', id: rows[0].id },
      after: edit.after,
    });
    return rows[0].id;
  });
  await ctx.ports.relay.changed({ type: 'version.updated', subject: { type: 'version', id } });
}

export const putTag = (key: string, value: string) => (values: Values) =>
  `tags = tags || jsonb_build_object(${values.add(key)}::text, ${values.add(value)}::text)`;

export const dropTag = (key: string) => (values: Values) => `tags = tags - ${values.add(key)}::text`;
