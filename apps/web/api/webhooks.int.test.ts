import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from './testing';

let api: TestApi;
const v1 = (method: string, path: string, options?: Parameters<TestApi['call']>[2]) =>
  api.call(method, `/api/v1/${path}`, options);
const create = (body: object) =>
  v1('POST', 'webhooks', { body: { url: 'https://hooks.example.org/in', events: ['*'], ...body } });

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

describe('webhooks', () => {
  it('show their secret once', async () => {
    const { status, body, headers } = await create({ events: ['release.*', 'alias.moved'] });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/v1/webhooks/${body.id}`);
    expect(body).toMatchObject({ enabled: true, events: ['release.*', 'alias.moved'], previousSecretUntil: null });
    expect(body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { secret, ...shown } = body;
    expect((await v1('GET', `webhooks/${body.id}`)).body).toEqual(shown);
    expect((await v1('GET', 'webhooks')).body).toEqual({ items: [shown], nextCursor: null });
    const rotated = await v1('POST', `webhooks/${body.id}/rotate-secret`, { body: {} });
    expect(rotated.status).toBe(200);
    expect(rotated.body.secret).not.toBe(secret);
    expect(rotated.body.previousSecretUntil).not.toBeNull();
  });

  it.each([
    [{ url: 'ftp://example.org' }, '/url'],
    [{ url: 'not an address' }, '/url'],
    [{ url: 'https://ada:secret@example.org/' }, '/url'],
    [{ url: 42 }, '/url'],
    [{ events: [] }, '/events'],
    [{ events: ['release.exploded'] }, '/events/0'],
  ])('are refused as %j', async (body, pointer) => {
    const answer = await create(body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ pointer }]);
  });

  it('are changed by whoever read the last state, and deleted', async () => {
    const { body, headers } = await create({});
    const etag = headers.get('etag') ?? '';
    const off = { body: { enabled: false }, headers: { 'if-match': etag } };
    expect((await v1('PATCH', `webhooks/${body.id}`, off)).body).toMatchObject({ enabled: false });
    expect((await v1('PATCH', `webhooks/${body.id}`, { ...off, headers: { 'if-match': '"0"' } })).status).toBe(412);
    expect((await v1('DELETE', `webhooks/${body.id}`)).status).toBe(204);
    expect((await v1('DELETE', `webhooks/${body.id}`)).status).toBe(404);
    expect((await v1('GET', `webhooks/${body.id}/deliveries`)).status).toBe(404);
  });

  it('list what they were told, in pages', async () => {
    const { body: webhook } = await create({ events: ['alias.moved', 'version.created'] });
    await v1('POST', 'models', { body: { name: 'told', task: 'binary' } });
    await api.db.pool.query(
      `INSERT INTO webhook_deliveries (id, webhook_id, event_id, event_type, subject_type, subject_id, body, status, created_at)
       SELECT 'whd_' || n, $1, 'evt_' || n, 'alias.moved', 'model', 'mdl_1', '{}', 'dead', now() FROM generate_series(1, 5) n`,
      [webhook.id],
    );
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await v1(
        'GET',
        `webhooks/${webhook.id}/deliveries?limit=2&status=dead${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.items.map(({ id }: { id: string }) => id));
      cursor = page.body.nextCursor;
    }
    expect(seen).toEqual(['whd_5', 'whd_4', 'whd_3', 'whd_2', 'whd_1']);
    const again = await v1('POST', `webhooks/${webhook.id}/deliveries/whd_3/redeliver`);
    expect(again).toMatchObject({ status: 202, body: { id: 'whd_3', status: 'pending', attempts: [] } });
    expect((await v1('GET', `webhooks/${webhook.id}/deliveries/whd_3`)).body.status).toBe('pending');
    expect((await v1('POST', `webhooks/${webhook.id}/deliveries/whd_9/redeliver`)).status).toBe(404);
  });

  it('are for administrators alone', async () => {
    const key = await api.createKey('read', 'register', 'train', 'release', 'approve', 'operate', 'infer');
    expect((await v1('GET', 'webhooks', { key })).status).toBe(403);
    expect((await v1('POST', 'webhooks', { key, body: {} })).status).toBe(403);
    expect((await v1('GET', 'webhooks', { key: null })).status).toBe(401);
  });
});
