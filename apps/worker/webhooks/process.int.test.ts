import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openIncident } from '@gradus/control/incidents';
import { createVault, createWebhook } from '@gradus/control/webhooks';
import { withTransaction } from '@gradus/db';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSystem, type TestSystem } from '../testing/system';

const key = randomBytes(32).toString('base64url');
let system: TestSystem;
let server: Server;

beforeAll(async () => {
  system = await startSystem();
  server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await system.close();
});

it('a worker finds what is due, and sends it signed', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const source = { vault: createVault(key), random: randomBytes };
  const { secret } = await createWebhook(system.ctx, { url, description: '', events: ['incident.opened'] }, source);
  await withTransaction(system.ctx.db, (tx) =>
    openIncident(tx, system.ctx, {
      endpointId: 'end_1',
      rolloutId: null,
      version: 2,
      source: 'alert',
      title: 'labels are late',
      summary: '',
    }),
  );
  const arrived = nextRequest();
  system.startWorker({ WEBHOOK_KEY: key, WEBHOOKS_ALLOW_PRIVATE: 'on', WORKER_QUEUES: 'control,webhooks' });
  const { body, headers } = await arrived;
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
    type: 'incident.opened',
    data: { after: { title: 'labels are late' } },
  });
});

async function nextRequest(): Promise<{ body: string; headers: IncomingMessage['headers'] }> {
  const [request, response] = await once(server, 'request');
  let body = '';
  for await (const chunk of request) body += chunk;
  response.writeHead(204).end();
  return { body, headers: request.headers };
}
