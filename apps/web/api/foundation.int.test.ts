import { createDb } from '@gradus/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from './app';
import { forgetOldAnswers } from './idempotency';
import { startTestApi, type TestApi } from './testing';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const problem = { errors: expect.any(Array), requestId: expect.any(String), instance: expect.any(String) };

describe('who may ask', () => {
  it('refuses a request without credentials, and one with a wrong key', async () => {
    const none = await api.call('GET', '/api/v1/models', { key: null });
    expect(none).toMatchObject({ status: 401, body: { ...problem, code: 'unauthenticated', status: 401 } });
    expect(none.headers.get('content-type')).toBe('application/problem+json');
    expect(none.headers.get('www-authenticate')).toBe('Bearer');
    expect(await api.call('GET', '/api/v1/models', { key: 'gr_wrong' })).toMatchObject({ status: 401 });
  });

  it('names the scope that is missing', async () => {
    const key = await api.createKey('read');
    const refused = await api.call('POST', '/api/v1/models', { key, body: { name: 'x' } });
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'forbidden', detail: expect.stringContaining('register') },
    });
    expect(await api.call('GET', '/api/v1/models', { key })).toMatchObject({ status: 200 });
  });

  it('refuses an expired and a revoked key', async () => {
    for (const change of ["expires_at = now() - interval '1 second'", 'revoked_at = now()']) {
      const key = await api.createKey('read');
      expect((await api.call('GET', '/api/v1/models', { key })).status).toBe(200);
      await api.db.pool.query(`UPDATE api_keys SET ${change} WHERE prefix = $1`, [key.slice(0, 10)]);
      expect((await api.call('GET', '/api/v1/models', { key })).status).toBe(401);
    }
  });

  it('takes a browser session, with the rights of its role, from its own pages only', async () => {
    const cookie = await api.signIn('viewer');
    const ask = (method: string, headers: Record<string, string>, body?: unknown) =>
      api.call(method, '/api/v1/models', { key: null, headers: { cookie, ...headers }, body });
    expect(await ask('GET', {})).toMatchObject({ status: 200 });
    expect(await ask('POST', { origin: api.url }, { name: 'a' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    const operator = await api.signIn('operator');
    const create = (name: string, headers: Record<string, string>) =>
      api.call('POST', '/api/v1/models', { key: null, headers: { cookie: operator, ...headers }, body: { name } });
    expect(await create('by-page', { origin: api.url })).toMatchObject({ status: 201, body: { owner: 'operator' } });
    for (const headers of [{ origin: 'https://evil.example' }, {}] as Record<string, string>[]) {
      expect(await create('by-stranger', headers)).toMatchObject({ status: 403 });
    }
  });

  it('closes sign-up, and slows down who guesses passwords', async () => {
    const send = (path: string, body: object) =>
      api.call('POST', `/api/auth/${path}`, { key: null, headers: { origin: api.url }, body });
    const signUp = await send('sign-up/email', { email: 'new@example.org', password: 'long enough 1', name: 'new' });
    expect(signUp.status).toBe(400);
    const statuses = [];
    for (let i = 0; i < 11; i++) {
      const { status, headers } = await send('sign-in/email', { email: 'viewer@example.org', password: `guess ${i}` });
      statuses.push(status);
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429]);
  });
});

describe('what cannot be answered', () => {
  it('says which path is unknown', async () => {
    for (const path of ['/api/v1/nothing', '/api/nothing', '/elsewhere']) {
      expect(await api.call('GET', path)).toMatchObject({ status: 404, body: { ...problem, code: 'not_found' } });
    }
  });

  it('points at each bad field', async () => {
    const refused = await api.call('POST', '/api/v1/models', { body: { name: 'no spaces', tags: { a: 1 } } });
    expect(refused).toMatchObject({ status: 422, body: { ...problem, code: 'invalid_request' } });
    expect(refused.body.errors.map((e: { pointer: string }) => e.pointer)).toEqual(['/name', '/tags/a']);
    const query = await api.call('GET', '/api/v1/models?limit=1000');
    expect(query).toMatchObject({ status: 422, body: { errors: [{ pointer: '/limit' }] } });
    expect(await api.call('GET', '/api/v1/models?cursor=zzz')).toMatchObject({ status: 422 });
  });

  it('refuses a body that is not JSON, is said not to be, or is too large', async () => {
    const raw = (body: string, type: string) =>
      fetch(`${api.url}/api/v1/models`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': type },
        body,
      });
    const key = await api.createKey('register');
    expect((await raw('{"name":', 'application/json')).status).toBe(400);
    expect((await raw('name=x', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect(
      (await raw(JSON.stringify({ name: 'x', description: 'y'.repeat(5 << 20) }), 'application/json')).status,
    ).toBe(413);
    const text = await (await raw('{"name":"nul","description":"\\u0000"}', 'application/json')).json();
    expect(text).toMatchObject({ status: 422, code: 'invalid_request' });
  });

  it('says when the database is away, and keeps internal text to itself', async () => {
    const away = createDb('postgresql://secret:password@127.0.0.1:1/none');
    const app = createApp({ ...api.deps, db: away });
    const headers = { authorization: 'Bearer gr_x' };
    const answer = await app.request('/api/v1/models', { headers });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await answer.json()).toMatchObject({ ...problem, code: 'unavailable' });
    expect((await app.request('/api/health')).status).toBe(200);
    expect(await (await app.request('/api/ready')).json()).toMatchObject({ postgres: 'down', worker: 'down' });
    await away.close();

    const broken = createApp({
      ...api.deps,
      random: () => {
        throw new Error('secret');
      },
    });
    const failed = await broken.request('/api/v1/models', { headers });
    expect(failed.status).toBe(500);
    expect(await failed.text()).not.toContain('secret');
  });

  it('keeps the name that the caller gave a request', async () => {
    const { headers, body } = await api.call('GET', '/api/v1/models/none', { headers: { 'x-request-id': 'ci-7' } });
    expect([headers.get('x-request-id'), body.requestId]).toEqual(['ci-7', 'ci-7']);
  });
});

describe('Idempotency-Key', () => {
  const create = (name: string, key: string) =>
    api.call('POST', '/api/v1/models', { body: { name }, headers: { 'idempotency-key': key } });

  it('answers the first answer again, and refuses the key for another request', async () => {
    const first = await create('once', 'k1');
    const again = await create('once', 'k1');
    expect(first.status).toBe(201);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await create('twice', 'k1')).toMatchObject({ status: 422, body: { code: 'idempotency_mismatch' } });
  });

  it('repeats a refusal as well', async () => {
    expect(await create('once', 'k2')).toMatchObject({ status: 409 });
    expect(await create('once', 'k2')).toMatchObject({ status: 409, body: { code: 'already_exists' } });
  });

  it('is kept for a day', async () => {
    await create('kept', 'k4');
    const later = new Date(Date.now() + 25 * 3_600_000);
    await forgetOldAnswers({ db: api.db, now: () => later });
    expect(await create('kept', 'k4')).toMatchObject({ status: 409, body: { code: 'already_exists' } });
  });

  it('does a thing once however many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => create('raced', 'k3')));
    const created = answers.filter(({ status }) => status === 201);
    expect(created.length).toBeGreaterThan(0);
    expect(new Set(created.map(({ body }) => body.id)).size).toBe(1);
    for (const { status, body } of answers) {
      if (status !== 201) expect(body.code).toBe('idempotency_in_progress');
    }
  });
});

describe('health', () => {
  it('is alive without a worker, and not ready', async () => {
    expect(await api.call('GET', '/api/health', { key: null })).toMatchObject({ status: 200, body: { status: 'ok' } });
    const ready = { postgres: 'ok', redis: 'off', worker: 'down', gateway: 'down' };
    expect(await api.call('GET', '/api/ready', { key: null })).toMatchObject({ status: 503, body: ready });
    await api.db.pool.query("INSERT INTO worker_status VALUES ('w', '{control}', now())");
    await api.db.pool.query("INSERT INTO gateway_status VALUES ('g', '{}', '[]', now())");
    const answer = await api.call('GET', '/api/ready', { key: null });
    expect(answer).toMatchObject({ status: 200, body: { ...ready, worker: 'ok', gateway: 'ok' } });
  });

  it('counts its requests', async () => {
    const { body } = await api.call('GET', '/metrics', { key: null });
    expect(body).toMatch(/gradus_http_requests_total\{method="GET",route="\/api\/v1\/models",status="200"\} \d+/);
  });
});
