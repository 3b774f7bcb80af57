import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiError, createClient } from './index';

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}
type Reply = { status: number; body: unknown; headers?: Record<string, string> };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers `replies` in order and keeps what it saw. */
async function serverOf(replies: Reply[]): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    const reply = replies[Math.min(seen.length, replies.length) - 1] ?? { status: 500, body: {} };
    response
      .writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
      .end(JSON.stringify(reply.body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, seen };
}

describe('createClient', () => {
  it('repeats a shed POST under the same idempotency key, after the wait that the server names', async () => {
    const { url, seen } = await serverOf([
      { status: 503, body: {}, headers: { 'retry-after': '2' } },
      { status: 201, body: { id: 'end_1' } },
    ]);
    const waits: number[] = [];
    const client = createClient({ url, apiKey: 'k', wait: async (ms) => void waits.push(ms) });
    await expect(client.endpoints.create({ name: 'e', model: 'm' })).resolves.toEqual({ id: 'end_1' });
    expect(waits).toEqual([2000]);
    expect(seen.map(({ headers }) => headers['idempotency-key'])).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      seen[0]?.headers['idempotency-key'],
    ]);
    expect(seen[0]?.headers.authorization).toBe('Bearer k');
  });

  it('throws the refusal with its code and the fields at fault, without a repeat', async () => {
    const { url, seen } = await serverOf([
      {
        status: 422,
        body: { code: 'invalid_request', detail: 'Bad.', errors: [{ pointer: '/model', detail: 'is empty' }] },
      },
    ]);
    const refused = createClient({ url }).endpoints.create({ name: 'e', model: '' });
    await expect(refused).rejects.toThrow(ApiError);
    await expect(refused).rejects.toMatchObject({
      status: 422,
      code: 'invalid_request',
      message: 'Bad. (/model: is empty)',
    });
    expect(seen).toHaveLength(1);
  });

  it('reads a list page by page', async () => {
    const { url, seen } = await serverOf([
      { status: 200, body: { items: [{ id: 'a' }], nextCursor: 'c1' } },
      { status: 200, body: { items: [{ id: 'b' }], nextCursor: null } },
    ]);
    const ids: string[] = [];
    for await (const run of createClient({ url }).runs.list({ model: 'm' })) ids.push(run.id);
    expect(ids).toEqual(['a', 'b']);
    expect(seen.map((s) => s.url)).toEqual([
      '/api/v1/runs?limit=200&model=m',
      '/api/v1/runs?limit=200&model=m&cursor=c1',
    ]);
  });
});
