import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from './testing';

interface Operation {
  operationId: string;
  security: object[];
  'x-gradus-scope': unknown;
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
  paths: Record<string, Record<string, Operation>>;
}

let api: TestApi;
let document: Document;
let operations: [string, Operation][];
beforeAll(async () => {
  api = await startTestApi();
  document = (await api.call('GET', '/api/openapi.json', { key: null })).body;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  );
});
afterAll(() => api.close());

describe('the OpenAPI document', () => {
  it('is of version 3.1 and holds every noun', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Gradus API' } });
    const nouns = new Set(Object.keys(document.paths).map((path) => path.split('/')[3]));
    for (const noun of ['models', 'datasets', 'runs', 'evaluations', 'policies', 'endpoints', 'releases', 'rollouts']) {
      expect(nouns).toContain(noun);
    }
    for (const schema of ['Model', 'Version', 'Dataset', 'DatasetCard', 'Run', 'Release', 'Rollout', 'Problem']) {
      expect(document.components.schemas).toHaveProperty(schema);
    }
  });

  it('declares who may call, and how each call is refused', () => {
    for (const [name, operation] of operations) {
      expect(operation, name).toHaveProperty('x-gradus-scope');
      expect(operation.security, name).toEqual([{ apiKey: [] }, { session: [] }]);
      const refusals = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
      expect(refusals.length, name).toBeGreaterThan(3);
      for (const [, { content }] of refusals) {
        expect(content, name).toEqual({
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        });
      }
    }
  });

  it('names each operation once, and each parameter of its path', () => {
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [name, { parameters = [] }] of operations) {
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      const declared = parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name);
      expect(declared.sort(), name).toEqual(inPath.sort());
    }
  });

  it('declares lists and screens that answer on an empty system', async () => {
    const open = /^get (?!.*\{|.*\/events$)/;
    const names = operations.map(([name]) => name).filter((name) => open.test(name));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect((await api.call('GET', name.slice(4))).status, name).toBe(200);
  });

  it('points nowhere that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(50);
    for (const [, name] of references) expect(document.components.schemas).toHaveProperty(name ?? '');
    for (const [name, { requestBody }] of operations) {
      if (/^(post|put|patch)/.test(name) && requestBody) expect(Object.keys(requestBody.content), name).toHaveLength(1);
    }
  });

  it('has a reference page that loads nothing and leaves nothing out', async () => {
    const { status, body, headers } = await api.call('GET', '/api/docs', { key: null });
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(body).not.toMatch(/<script|<link|\ssrc=/);
    for (const path of Object.keys(document.paths)) expect(body).toContain(`<code>${path}</code>`);
    const targets = [...body.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    for (const target of new Set(targets)) expect(body).toContain(`id="${target}"`);
  });
});
