import type { Signature } from '@gradus/contracts/api/models';
import type { Context } from '../context';
import { pathOfUri } from './artifact-path';
import { invalid } from './error';

/** Loads a model file and runs it once, in a process of its own. */
export type CheckModel = (
  path: string,
) => Promise<
  | { ok: true; info: { signature: Signature; task?: 'binary' | 'multiclass' | 'regression' | undefined } }
  | { ok: false; reason: string; detail: string }
>;

export type Artifact =
  | {
      servable: true;
      digest: string;
      sizeBytes: number;
      signature: Signature;
      task?: 'binary' | 'multiclass' | 'regression' | undefined;
    }
  | { servable: false; reason: string };

/** A file of the machine that asks means nothing here. */
export function refuseLocalSource(source: string): void {
  if (/^[a-z][a-z0-9+.-]+:/i.test(source) && !/^file:/i.test(source)) return;
  throw invalid(
    `Invalid model version source: '${source.slice(0, 500)}'. To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.`,
  );
}

/** The ONNX file that a source points to, checked; or why nothing can be served from it. */
export async function findServable(ctx: Context, source: string, check: CheckModel): Promise<Artifact> {
  const copied = await findCopied(ctx, source);
  if (copied !== null) return copied;
  const path = await findPath(ctx, source);
  if (path === null) return not(`Its source, ${source}, is not in the artifact store of this server.`);
  const { rows } = await ctx.db.pool.query<{ path: string; digest: string; size_bytes: string }>(
    `SELECT path, digest, size_bytes FROM artifact_files
     WHERE (path = $1 OR starts_with(path, $1 || '/')) AND path ILIKE '%.onnx' ORDER BY path`,
    [path],
  );
  const [file, another] = rows.length > 1 ? rows.filter((row) => row.path.endsWith('/model.onnx')) : rows;
  if (rows.length === 0) return not(`Its source, ${source}, has no .onnx file; log the model with mlflow.onnx.`);
  if (file === undefined || another !== undefined) return not(`Its source, ${source}, has several .onnx files.`);
  const checked = await check(await ctx.ports.artifacts.path(file.digest));
  if (!checked.ok) return not(`${file.path} was not accepted: ${checked.reason}: ${checked.detail}`);
  const { signature, task } = checked.info;
  return { servable: true, digest: file.digest, sizeBytes: Number(file.size_bytes), signature, task };
}

/** A version made from another one, `models:/name/3`, has its file. */
async function findCopied(ctx: Context, source: string): Promise<Artifact | null> {
  const [, name, number] = /^models:\/([^/]+)\/(\d{1,9})$/.exec(source) ?? [];
  const [, id] = /^mlflow-artifacts:\/versions\/(ver_[0-9a-f]{32})(?:\/model\.onnx)?$/.exec(source) ?? [];
  if (name === undefined && id === undefined) return null;
  const { rows } = await ctx.db.pool.query(
    `SELECT v.digest, v.size_bytes, v.signature, v.status_reason, m.task FROM versions v JOIN models m ON m.id = v.model_id
     WHERE m.deleted_at IS NULL AND v.deleted_at IS NULL AND (v.id = $1 OR (m.name = $2 AND v.number = $3))`,
    [id ?? null, name ?? null, number ?? null],
  );
  const [row] = rows;
  if (row === undefined) return not(`There is no version at its source, ${source}.`);
  if (row.digest === null) return not(row.status_reason ?? `The version at its source, ${source}, has no file.`);
  const { digest, signature } = row;
  return { servable: true, digest, sizeBytes: Number(row.size_bytes), signature, task: row.task ?? undefined };
}

async function findPath(ctx: Context, source: string): Promise<string | null> {
  const [, logged, inside = ''] = /^models:\/+(m-[0-9a-f]{32})(?:\/(.*))?$/s.exec(source) ?? [];
  if (logged !== undefined) return pathIn(ctx, 'logged_models', logged, inside);
  const [, run, below = ''] = /^runs:\/+([\w-]+)(?:\/(.*))?$/s.exec(source) ?? [];
  if (run === undefined) return pathOfUri(source);
  return (await pathOfLogged(ctx, run, below)) ?? pathIn(ctx, 'external_runs', run, below);
}

async function pathIn(ctx: Context, table: 'external_runs' | 'logged_models', id: string, below: string) {
  const { rows } = await ctx.db.pool.query(`SELECT artifact_uri FROM ${table} WHERE id = $1`, [id]);
  return rows[0] === undefined ? null : pathOfUri(`${rows[0].artifact_uri}/${below}`);
}

/** Newer clients write `runs:/run/name` for the model of that name that the run logged beside its files. */
async function pathOfLogged(ctx: Context, run: string, name: string): Promise<string | null> {
  const { rows } = await ctx.db.pool.query(
    `SELECT artifact_uri FROM logged_models WHERE source_run_id = $1 AND name = $2 AND deleted_at IS NULL
     ORDER BY created_at DESC LIMIT 1`,
    [run, name],
  );
  return rows[0] === undefined ? null : pathOfUri(rows[0].artifact_uri);
}

const not = (reason: string): Artifact => ({ servable: false, reason: `Not servable. ${reason}` });
