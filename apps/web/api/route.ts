import type { Scope } from '@gradus/contracts/api/admin';
import { Problem } from '@gradus/contracts/problem';
import { createRoute } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { ZodObject, ZodType } from 'zod';
import { authorize } from './authorize';
import { readJsonBody } from './body';
import { idempotent } from './idempotency';
import type { ApiApp, ApiEnv } from './types';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Success = 200 | 201 | 202 | 204;

interface Declaration<Path extends string, Status extends Success, Answer, Params, Query, Body> {
  method: Method;
  /** below `/api/v1`, parameters as `{name}` */
  path: Path;
  /** what the caller must hold; `null` for what anyone may ask */
  scope: Scope | readonly Scope[] | null;
  /** the noun under which the reference lists it */
  tag: string;
  summary: string;
  description?: string;
  params?: Params;
  query?: Query;
  /** a JSON body */
  body?: Body;
  /** a body of another kind, read by the handler through `readUpload` */
  upload?: { description: string; parts: Record<string, Part>; required: readonly string[] };
  status: Status;
  /** absent for 204 and for `media` other than JSON */
  answer?: Answer;
  media?: string;
  limit?: 'json' | 'largeJson';
  /** answers from its input alone: Idempotency-Key is accepted and means nothing */
  stateless?: boolean;
  /** the answer holds a secret: it is shown once, and never kept for a repeated request */
  secret?: boolean;
}

/** The schema of a multipart part, for the document alone: the body is streamed, not validated as a whole. */
type Part = { type: 'string'; format: 'binary'; description: string } | { $ref: `#/components/schemas/${string}` };

type Declared<Path extends string, Status extends Success, Answer, Params, Query, Body> = {
  method: Method;
  path: Path;
  request: {
    params: Params extends ZodObject ? Params : undefined;
    query: Query extends ZodObject ? Query : undefined;
    body: Body extends ZodType ? { content: { 'application/json': { schema: Body } }; required: true } : undefined;
  };
  responses: Answer extends ZodType
    ? Record<Status, { description: string; content: { 'application/json': { schema: Answer } } }>
    : Record<Status, { description: string }>;
};

/**
 * Declares a route once: its contract for validation, types and the OpenAPI document, and the guards in front of its
 * handler: scope, body limits, Idempotency-Key.
 */
export function route<
  const Path extends string,
  const Status extends Success,
  Answer = undefined,
  Params = undefined,
  Query = undefined,
  Body = undefined,
>(d: Declaration<Path, Status, Answer, Params, Query, Body>): Declared<Path, Status, Answer, Params, Query, Body> {
  return asDeclared(
    createRoute({
      method: d.method,
      path: d.path,
      tags: [d.tag],
      summary: d.summary,
      ...(d.description && { description: d.description }),
      operationId: operationId(d.method, d.path),
      security: d.scope === null ? [] : [{ apiKey: [] }, { session: [] }],
      'x-gradus-scope': d.scope,
      middleware: guards(d),
      request: {
        ...(d.params !== undefined && { params: d.params as ZodObject }),
        ...(d.query !== undefined && { query: d.query as ZodObject }),
        ...(d.body !== undefined && {
          body: { content: { 'application/json': { schema: d.body as ZodType } }, required: true },
        }),
        ...(d.upload && {
          body: {
            content: {
              'multipart/form-data': {
                schema: { type: 'object', properties: d.upload.parts, required: [...d.upload.required] },
              },
            },
            description: d.upload.description,
            required: true,
          },
        }),
      },
      responses: { [d.status]: success(d), ...refusals(d) },
    }),
  );
}

/** Puts a schema into the document that no body or answer is declared by. */
export function registerSchema(app: ApiApp, name: string, schema: ZodType): void {
  // Only schemas made after the library was loaded know how to be registered, hence the clone.
  app.openAPIRegistry.register(name, schema.clone());
}

/** createRoute infers one literal type for the whole object; the declared parts are what handlers are typed by. */
const asDeclared = <T>(value: unknown): T => value as T;

type AnyDeclaration = Declaration<string, Success, unknown, unknown, unknown, unknown>;

function guards(d: AnyDeclaration): MiddlewareHandler<ApiEnv>[] {
  const chain = [authorize(d.scope)];
  if (d.body !== undefined) chain.push(readJsonBody(d.limit ?? 'json'));
  if (d.method === 'post' && d.upload === undefined && !d.stateless) chain.push(idempotent(d.secret ?? false));
  return chain;
}

function success(d: AnyDeclaration) {
  if (d.answer !== undefined) {
    return { description: 'Done', content: { 'application/json': { schema: d.answer as ZodType } } };
  }
  return d.media
    ? { description: 'Done', content: { [d.media]: { schema: { type: 'string' as const } } } }
    : { description: 'Done' };
}

const REFUSALS: Record<number, string> = {
  400: 'The request cannot be read',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not possible in this state',
  412: 'Changed since it was read',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not valid; `errors` points at each bad field',
  429: 'Too many requests; see Retry-After',
  503: 'Not available now; see Retry-After',
};

function refusals(d: AnyDeclaration) {
  const writes = d.method !== 'get';
  const hasBody = d.body !== undefined || d.upload !== undefined;
  const codes = [
    ...(hasBody ? [400, 413, 415] : []),
    ...(d.scope === null ? [] : [401, 403]),
    ...(d.path.includes('{') || hasBody ? [404] : []),
    ...(writes && !d.stateless ? [409] : []),
    ...(d.method === 'patch' || d.method === 'put' ? [412] : []),
    422,
    429,
    503,
  ];
  const content = { 'application/problem+json': { schema: Problem } };
  return Object.fromEntries(codes.map((code) => [code, { description: REFUSALS[code] ?? '', content }]));
}

/** `get /models/{model}/versions` -> `getModelsModelVersions`: stable, and unique because paths are. */
const operationId = (method: string, path: string): string =>
  method + path.replace(/[{}]/g, '').replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase());
