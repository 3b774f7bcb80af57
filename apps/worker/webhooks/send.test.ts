import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSender } from './send';

let server: Server;
let port: number;
let seen: IncomingMessage[];
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request);
    request.resume().on('end', () => answer(response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen = [];
  answer = (response) => response.end('thank you');
});

const toLoopback = async () => [{ address: '127.0.0.1', family: 4 }];
const request = (host: string) => ({
  url: `http://${host}:${port}/in?a=1`,
  headers: { 'webhook-id': 'evt_1' },
  body: '{"é":1}',
});

describe('a receiver on a private address', () => {
  it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0x7f.1', '2130706433', '0', 'localhost'])(
    'is refused as %s, and hears nothing',
    async (host) => {
      const sent = await createSender({ allowPrivate: false })(request(host));
      expect(sent).toMatchObject({
        statusCode: null,
        answer: null,
        error: expect.stringContaining('no public address'),
      });
      expect(seen).toEqual([]);
    },
  );

  it('is refused behind a name, whatever else the name stands for', async () => {
    const resolve = async () => [
      { address: '169.254.169.254', family: 4 },
      { address: '10.0.0.7', family: 4 },
    ];
    const sent = await createSender({ allowPrivate: false, resolve })(request('hooks.example.org'));
    expect(sent.error).toContain('hooks.example.org is no public address');
  });

  it('is looked up once: what was checked is what is connected to', async () => {
    const answers = [[{ address: '127.0.0.1', family: 4 }], [{ address: '10.0.0.7', family: 4 }]];
    const resolve = async () => answers.shift() ?? [];
    const sent = await createSender({ allowPrivate: true, resolve })(request('hooks.example.org'));
    expect(sent).toMatchObject({ statusCode: 200, error: null });
    expect(answers).toHaveLength(1);
    expect(seen[0]?.headers.host).toBe(`hooks.example.org:${port}`);
  });

  it('is reached where the operator allows it', async () => {
    const sent = await createSender({ allowPrivate: true })(request('127.0.0.1'));
    expect(sent).toMatchObject({ statusCode: 200, answer: 'thank you', error: null, retryAfterMs: null });
    expect(sent.durationMs).toBeGreaterThanOrEqual(0);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/in?a=1',
      headers: { 'webhook-id': 'evt_1', 'content-length': '8' },
    });
  });
});

describe('an answer', () => {
  const send = createSender({ allowPrivate: true, timeoutMs: 300, resolve: toLoopback });

  it('that redirects is an outcome, not a way', async () => {
    answer = (response) => response.writeHead(307, { location: '/elsewhere' }).end();
    expect(await send(request('a.example'))).toMatchObject({ statusCode: 307, error: 'redirects are not followed' });
    expect(seen).toHaveLength(1);
  });

  it('without end is cut, and kept as text that Postgres takes', async () => {
    answer = (response) => {
      const pour = () => {
        while (response.writable && response.write('a\0'.repeat(10_000)));
      };
      response.on('drain', pour);
      pour();
    };
    const sent = await send(request('a.example'));
    expect(sent).toMatchObject({ statusCode: 200, error: null });
    expect(sent.answer).toBe('a'.repeat(512));
  });

  it('that never comes is a timeout; of one that never ends the status counts', async () => {
    answer = () => {};
    expect(await send(request('a.example'))).toMatchObject({ statusCode: null, error: 'no answer within 0.3 s' });
    answer = (response) => response.write('and then');
    expect(await send(request('a.example'))).toMatchObject({ statusCode: 200, answer: 'and then', error: null });
  });

  it('says when to come again', async () => {
    answer = (response) => response.writeHead(503, { 'retry-after': '120' }).end();
    expect(await send(request('a.example'))).toMatchObject({ statusCode: 503, retryAfterMs: 120_000 });
    answer = (response) => response.writeHead(503, { 'retry-after': 'tomorrow' }).end();
    expect(await send(request('a.example'))).toMatchObject({ statusCode: 503, retryAfterMs: null });
  });

  it('that breaks off or is refused has a reason without addresses', async () => {
    answer = (response) => response.destroy();
    expect((await send(request('a.example'))).error).toBe('ECONNRESET');
    const closed = await send({ ...request('a.example'), url: 'http://a.example:1/' });
    expect(closed.error).toBe('ECONNREFUSED');
  });
});
