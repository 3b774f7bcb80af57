#!/usr/bin/env node
// Prisma's schema engine from npm instead of a download: the same arguments and the same JSON-RPC over stdio,
// answered by @prisma/schema-engine-wasm through @prisma/adapter-pg. Used by `prisma migrate diff`.
import readline from 'node:readline';
import { parseArgs } from 'node:util';
import { createAdapterFactory } from './adapter.mjs';
import { loadEngine } from './engine-wasm.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { datasource: { type: 'string' }, datamodels: { type: 'string', multiple: true } },
});

if (positionals[0] === 'cli') {
  process.stderr.write('This engine has no cli commands: create databases with psql or scripts/start.mjs.\n');
  process.exit(1);
}

const url =
  (options.datasource ? JSON.parse(options.datasource).url : undefined) ?? 'postgresql://nobody@127.0.0.1:1/none';
const datamodelFiles = (options.datamodels ?? []).flatMap((list) => list.split(','));
const engine = await loadEngine(datamodelFiles, createAdapterFactory(url));

let prints = 0;
let answered = Promise.resolve();
const lines = readline.createInterface({ input: process.stdin });
lines.on('line', (line) => {
  if (line.trim()) answered = answered.then(() => answer(JSON.parse(line)));
});
lines.on('close', () => answered.finally(() => process.exit(0)));

async function answer(request) {
  const isReplyToPrint = request.method === undefined;
  if (isReplyToPrint) return;
  try {
    const result = await engine[request.method](request.params);
    if (request.method === 'diff' && result?.stdout) {
      prints += 1;
      send({ id: `print-${prints}`, method: 'print', params: { content: result.stdout } });
    }
    send({ id: request.id, result: result ?? null });
  } catch (error) {
    const data = {
      is_panic: false,
      message: String(error?.message ?? error),
      meta: error?.meta ?? null,
      error_code: error?.code ?? null,
    };
    send({
      id: request.id,
      error: { code: 4466, message: 'An error happened. Check the data field for details.', data },
    });
  }
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}
