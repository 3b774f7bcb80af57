import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArtifactStore } from '@gradus/artifacts';
import { createDb } from '@gradus/db';
import { startGateway } from '../../apps/gateway/gateway';
import { mlp } from './model';

export type ServerName = 'raw' | 'coalesced' | 'gateway' | 'unbatched';
const ANSWER = JSON.stringify({
  model_name: 'split',
  model_version: '1',
  parameters: { prediction_id: 'prd_01a20ec92a107ba2b49eaed8109fd8d6' },
  outputs: [{ name: 'probabilities', datatype: 'FP32', shape: [1, 2], data: [0.5123456716537476, 0.4876543283462524] }],
});

/** Starts one of the servers in this process; answers its port. */
export async function startServer(name: ServerName): Promise<number> {
  switch (name) {
    case 'raw':
      return listen(rawServer((response) => reply(response)));
    case 'coalesced':
      return listen(rawServer(coalesce()));
    case 'gateway':
      return listen((await gateway(true)).http);
    case 'unbatched':
      return listen((await gateway(false)).http);
  }
}

/** Parses the same body and answers a fixed one. */
function rawServer(answer: (response: ServerResponse) => void) {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      JSON.parse(chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString());
      answer(response);
    });
  });
}

/** All replies of one turn of the event loop are written together, as batching does it. */
function coalesce(): (response: ServerResponse) => void {
  let waiting: ServerResponse[] = [];
  return (response) => {
    if (waiting.push(response) > 1) return;
    setImmediate(() => {
      const ready = waiting;
      waiting = [];
      for (const one of ready) reply(one);
    });
  };
}

function reply(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(ANSWER) });
  response.end(ANSWER);
}

/** The whole gateway with split, recording and spool. It starts from a snapshot file; no Postgres answers. */
async function gateway(batching: boolean) {
  const home = await mkdtemp(join(tmpdir(), 'gradus-bench-'));
  const artifacts = createArtifactStore({ home });
  const put = async (version: number, bytes: Uint8Array) => ({ version, digest: (await artifacts.put(bytes)).digest });
  const [stable, candidate, big] = [
    await put(1, mlp(30, 64, 1)),
    await put(2, mlp(30, 64, 2)),
    await put(3, mlp(512, 512, 3)),
  ];
  const table = (endpoint: string, more: object) => ({
    endpointId: `end_${endpoint}`,
    endpoint,
    revision: 1,
    stable,
    candidate: null,
    weight: 0,
    shadow: false,
    salt: 's',
    rollout: null,
    ...more,
  });
  const tables = [
    table('one', {}),
    table('split', { candidate, weight: 0.5 }),
    table('shadow', { candidate, shadow: true }),
    table('big', { stable: big }),
  ];
  const folder = join(home, 'gateway');
  await mkdir(folder);
  await writeFile(join(folder, 'routing.json'), JSON.stringify({ writtenAt: '', tables, signatures: {} }));
  return startGateway({
    id: 'bench',
    folder,
    db: createDb('postgresql://nobody@127.0.0.1:1/none'),
    files: artifacts,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    now: () => Date.now(),
    monotonic: () => performance.now(),
    pollMs: 60_000,
    authRequired: false,
    faults: false,
    batching,
    maxBodyBytes: 1_000_000,
    maxRows: 1_024,
    maxInFlight: 1_000,
    modelTimeLimitMs: 5_000,
    spoolMaxBytes: 64 * 1024 * 1024,
  });
}

function listen(server: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
