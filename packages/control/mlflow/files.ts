import type { Context } from '../context';
import { checkPath, pathOfUri } from './artifact-path';
import { MlflowError, missing } from './error';

export interface FileInfo {
  /** the last part of its path */
  name: string;
  is_dir: boolean;
  file_size?: number;
}

export type StoredFile = { kind: 'artifact'; digest: string; sizeBytes: number } | { kind: 'text'; text: string };

/** Versions that no MLflow client registered are offered as a folder that its clients can load. */
const VERSION = /^versions\/(ver_[0-9a-f]{32})(?:\/(.*))?$/s;

/** Puts bytes at a path; what was there before is replaced. */
export async function putFile(ctx: Context, input: { path: string; bytes: AsyncIterable<Uint8Array> }): Promise<void> {
  const path = checkPath(input.path);
  if (path === '' || path.startsWith('versions/')) {
    throw new MlflowError('PERMISSION_DENIED', `Nothing can be written to '${path}'.`);
  }
  const { digest, sizeBytes } = await ctx.ports.artifacts.put(input.bytes);
  await ctx.db.pool.query(
    `INSERT INTO artifact_files (path, digest, size_bytes, created_by, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (path) DO UPDATE SET digest = $2, size_bytes = $3, created_by = $4, created_at = $5`,
    [path, digest, sizeBytes, ctx.actor.name, ctx.now()],
  );
}

export async function getFile(ctx: Context, input: { path: string }): Promise<StoredFile> {
  const path = checkPath(input.path);
  const [, id, name] = VERSION.exec(path) ?? [];
  if (id !== undefined) return versionFile(ctx, id, name ?? '');
  const { rows } = await ctx.db.pool.query('SELECT digest, size_bytes FROM artifact_files WHERE path = $1', [path]);
  if (rows[0] === undefined) throw noFile(path);
  return { kind: 'artifact', digest: rows[0].digest, sizeBytes: Number(rows[0].size_bytes) };
}

/** What lies directly below a path; nothing where there is no such path. */
export async function listFiles(ctx: Context, input: { path: string }): Promise<FileInfo[]> {
  const path = checkPath(input.path);
  const [, id, name] = VERSION.exec(path) ?? [];
  if (id !== undefined && (name ?? '') === '') return versionFolder(ctx, id);
  const prefix = path === '' ? '' : `${path}/`;
  const { rows } = await ctx.db.pool.query<{ name: string; is_dir: boolean; size: string }>(
    `SELECT split_part(substr(path, length($1) + 1), '/', 1) AS name,
       bool_or(strpos(substr(path, length($1) + 1), '/') > 0) AS is_dir, max(size_bytes) AS size
     FROM artifact_files WHERE starts_with(path, $1) GROUP BY 1 ORDER BY 1`,
    [prefix],
  );
  return rows.map((row) => ({
    name: row.name,
    is_dir: row.is_dir,
    ...(!row.is_dir && { file_size: Number(row.size) }),
  }));
}

/** The files of a run, named from its own root. */
export async function listRunFiles(
  ctx: Context,
  { root, path }: { root: string; path: string },
): Promise<{ path: string; is_dir: boolean; file_size?: number }[]> {
  const below = checkPath(path);
  const base = pathOfUri(root);
  if (base === null) return [];
  const files = await listFiles(ctx, { path: below === '' ? base : `${base}/${below}` });
  return files.map(({ name, ...file }) => ({ path: below === '' ? name : `${below}/${name}`, ...file }));
}

/** Forgets the paths at and below one. The bytes stay for whoever else refers to them. */
export async function deleteFiles(ctx: Context, input: { path: string }): Promise<void> {
  const path = checkPath(input.path);
  if (path === '') throw new MlflowError('PERMISSION_DENIED', 'The whole store cannot be deleted.');
  const { rowCount } = await ctx.db.pool.query(
    "DELETE FROM artifact_files WHERE path = $1 OR starts_with(path, $1 || '/')",
    [path],
  );
  if (rowCount === 0) throw noFile(path);
}

async function versionFolder(ctx: Context, id: string): Promise<FileInfo[]> {
  const onnx = await findArtifact(ctx, id);
  if (onnx === null) return [];
  const text = describe(id, onnx.created);
  return [
    { name: 'MLmodel', is_dir: false, file_size: Buffer.byteLength(text) },
    { name: 'model.onnx', is_dir: false, file_size: onnx.sizeBytes },
  ];
}

async function versionFile(ctx: Context, id: string, name: string): Promise<StoredFile> {
  const onnx = await findArtifact(ctx, id);
  if (onnx !== null && name === 'model.onnx') return { kind: 'artifact', ...onnx };
  if (onnx !== null && name === 'MLmodel') return { kind: 'text', text: describe(id, onnx.created) };
  throw noFile(`versions/${id}/${name}`);
}

async function findArtifact(ctx: Context, id: string) {
  const { rows } = await ctx.db.pool.query(
    'SELECT digest, size_bytes, created_at FROM versions WHERE id = $1 AND digest IS NOT NULL AND deleted_at IS NULL',
    [id],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const created: Date = row.created_at;
  return { digest: String(row.digest), sizeBytes: Number(row.size_bytes), created };
}

/** The file that tells MLflow's clients how to load the model beside it. */
const describe = (id: string, created: Date) => `artifact_path: model
flavors:
  onnx:
    code: null
    data: model.onnx
    providers:
    - CPUExecutionProvider
  python_function:
    data: model.onnx
    loader_module: mlflow.onnx
model_uuid: ${id.slice('ver_'.length)}
utc_time_created: '${created.toISOString().replace('T', ' ').replace('Z', '')}'
`;

const noFile = (path: string) => missing(`No such artifact: '${path}'`);
