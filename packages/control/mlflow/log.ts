import type { MlflowTag } from '@gradus/contracts/mlflow';
import type { MlflowMetric } from '@gradus/contracts/mlflow-tracking';
import { withTransaction } from '@gradus/db';
import type { Context } from '../context';
import { invalid, missing } from './error';
import { checkKey, checkLength, checkTag } from './names';
import { nextOffset, offsetOf } from './offset';
import { numberOnWire } from './run-view';
import { lockActive, noRun } from './runs';
import { checkMaxResults, type Found } from './search';

export interface Batch {
  run_id: string;
  metrics: readonly { key: string; value: number; timestamp: number; step: number }[];
  params: readonly MlflowTag[];
  tags: readonly MlflowTag[];
}

/** Writes values of a run down, all or none. A param never changes once it is logged. */
export async function logBatch(ctx: Context, batch: Batch): Promise<void> {
  checkBatch(batch);
  const { run_id: id, metrics } = batch;
  await withTransaction(ctx.db, async (tx) => {
    const { params } = await lockActive(tx, id);
    for (const { key, value } of batch.params) {
      const before = params[key];
      if (before !== undefined && before !== value) throw changedParam(id, key, before, value);
    }
    const tags = Object.fromEntries(batch.tags.map(({ key, value }) => [key, value]));
    const added = Object.fromEntries(batch.params.map(({ key, value }) => [key, value]));
    await tx.query(
      `UPDATE external_runs SET params = params || $2::jsonb, tags = tags || $3::jsonb,
         name = COALESCE($3::jsonb ->> 'mlflow.runName', name) WHERE id = $1`,
      [id, JSON.stringify(added), JSON.stringify(tags)],
    );
    if (metrics.length === 0) return;
    await tx.query(
      `INSERT INTO external_metrics (run_id, key, value, timestamp, step)
       SELECT $1, * FROM unnest($2::text[], $3::float8[], $4::bigint[], $5::bigint[])`,
      [
        id,
        metrics.map(({ key }) => key),
        metrics.map(({ value }) => value),
        metrics.map(({ timestamp }) => timestamp),
        metrics.map(({ step }) => step),
      ],
    );
  });
}

export async function deleteRunTag(ctx: Context, { id, key }: { id: string; key: string }): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    await lockActive(tx, id);
    const { rowCount } = await tx.query('UPDATE external_runs SET tags = tags - $2::text WHERE id = $1 AND tags ? $2', [
      id,
      key,
    ]);
    if (rowCount === 0) throw missing(`No tag with name: ${key} in run with id ${id}`);
  });
}

/** Notes the description of a model in the run that logged it, as its clients read it back. */
export async function logModel(ctx: Context, { id, json }: { id: string; json: string }): Promise<void> {
  const model = parseModel(json);
  await withTransaction(ctx.db, async (tx) => {
    await lockActive(tx, id);
    await tx.query(
      `UPDATE external_runs SET tags = tags || jsonb_build_object('${HISTORY_TAG}',
         (COALESCE(tags ->> '${HISTORY_TAG}', '[]')::jsonb || $2::jsonb)::text) WHERE id = $1`,
      [id, JSON.stringify([model])],
    );
  });
}

export async function getMetricHistory(
  ctx: Pick<Context, 'db'>,
  input: { run_id: string; metric_key: string; max_results: number; page_token?: string | undefined },
): Promise<Found<MlflowMetric>> {
  checkMaxResults(input.max_results, 100_000);
  const offset = offsetOf(input.page_token);
  const { rowCount } = await ctx.db.pool.query('SELECT 1 FROM external_runs WHERE id = $1', [input.run_id]);
  if (rowCount === 0) throw noRun(input.run_id);
  const { rows } = await ctx.db.pool.query(
    `SELECT key, value, timestamp, step FROM external_metrics WHERE run_id = $1 AND key = $2
     ORDER BY timestamp, step, seq LIMIT $3 OFFSET $4`,
    [input.run_id, input.metric_key, input.max_results + 1, offset],
  );
  const items = rows.slice(0, input.max_results).map((row) => ({
    key: String(row.key),
    value: numberOnWire(row.value),
    timestamp: Number(row.timestamp),
    step: Number(row.step),
  }));
  return { items, nextPageToken: nextOffset(offset, input.max_results, rows.length) };
}

const HISTORY_TAG = 'mlflow.log-model.history';

function checkBatch({ metrics, params, tags }: Batch): void {
  checkCount('metrics', metrics.length, 1000);
  checkCount('params', params.length, 100);
  checkCount('tags', tags.length, 100);
  checkCount('metrics, params, and tags', metrics.length + params.length + tags.length, 1000);
  for (const { key, timestamp, value } of metrics) {
    checkKey('metric', key);
    if (timestamp < 0) {
      throw invalid(
        `Got invalid timestamp ${timestamp} for metric '${key}' (value=${value}). Timestamp must be a nonnegative long (64-bit integer)`,
      );
    }
  }
  const seen = new Set<string>();
  for (const { key, value } of params) {
    checkKey('parameter', key);
    checkLength('Param value', value, 5000);
    if (seen.has(key)) throw invalid(`Duplicate parameter keys have been submitted: ['${key}'].`);
    seen.add(key);
  }
  for (const { key, value } of tags) checkTag('Tag', key, value);
}

function checkCount(what: string, count: number, limit: number): void {
  if (count <= limit) return;
  throw invalid(
    `A batch logging request can contain at most ${limit} ${what}. Got ${count} ${what}. Please split up ${what} across multiple requests and try again.`,
  );
}

function parseModel(json: string): object {
  let model: unknown;
  try {
    model = JSON.parse(json);
  } catch {
    throw invalid(`Malformed model info. \n ${json.slice(0, 250)} \n is not a valid JSON.`);
  }
  if (typeof model !== 'object' || model === null || Array.isArray(model)) {
    throw invalid('Malformed model info. It is not a JSON object.');
  }
  const absent = ['artifact_path', 'flavors', 'utc_time_created', 'run_id'].filter((key) => !Object.hasOwn(model, key));
  if (absent.length > 0)
    throw invalid(`Model json is missing mandatory fields: [${absent.map((key) => `'${key}'`).join(', ')}]`);
  return model;
}

const changedParam = (run: string, key: string, before: string, value: string) =>
  invalid(
    `Changing param values is not allowed. Param with key='${key}' was already logged with value='${before}' for run ID='${run}'. Attempted logging new value '${value}'.`,
  );
