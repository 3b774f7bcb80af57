import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { deleteFiles, getFile, listFiles, MlflowError, putFile } from '@gradus/control/mlflow';
import type { Context } from 'hono';
import { stream } from 'hono/streaming';
import { authorize } from '../authorize';
import { tooLarge } from '../body';
import type { ApiApp, ApiDeps, ApiEnv } from '../types';

const ROOT = '/artifacts';

/** The proxy through which MLflow's clients read and write the files of runs: `/api/2.0/mlflow-artifacts`. */
export function artifactCalls(app: ApiApp, { limits }: ApiDeps): void {
  app.get(ROOT, authorize('read'), async (c) => {
    const files = await listFiles(c.var.ctx, { path: c.req.query('path') ?? '' });
    return c.json({ files: files.map(({ name, ...file }) => ({ path: name, ...file })) }, 200);
  });
  app.get(`${ROOT}/*`, authorize('read'), async (c) => {
    const path = pathOf(c);
    const file = await getFile(c.var.ctx, { path });
    c.header('content-type', 'application/octet-stream');
    c.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(path.split('/').pop() ?? '')}`);
    if (file.kind === 'text') return c.body(file.text, 200);
    const local = await c.var.ctx.ports.artifacts.path(file.digest);
    c.header('content-length', String(file.sizeBytes));
    return stream(c, (out) => out.pipe(Readable.toWeb(createReadStream(local)) as ReadableStream));
  });
  app.put(`${ROOT}/*`, authorize('register'), async (c) => {
    if (Number(c.req.header('content-length') ?? 0) > limits.modelBytes) throw tooLarge(limits.modelBytes);
    await putFile(c.var.ctx, { path: pathOf(c), bytes: bounded(c.req.raw.body, limits.modelBytes) });
    return c.json({}, 200);
  });
  app.delete(`${ROOT}/*`, authorize('register'), async (c) => {
    await deleteFiles(c.var.ctx, { path: pathOf(c) });
    return c.json({}, 200);
  });
}

/** What stands after `/artifacts/`, decoded once. */
function pathOf(c: Context<ApiEnv>): string {
  const { pathname } = new URL(c.req.url);
  const raw = pathname.slice(pathname.indexOf(`${ROOT}/`, '/api/2.0/mlflow-artifacts'.length) + ROOT.length + 1);
  try {
    return decodeURIComponent(raw);
  } catch {
    throw new MlflowError('INVALID_PARAMETER_VALUE', 'Invalid path');
  }
}

async function* bounded(body: ReadableStream<Uint8Array> | null, most: number): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  let size = 0;
  for await (const chunk of Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])) {
    size += chunk.length;
    if (size > most) throw tooLarge(most);
    yield chunk;
  }
}
