import type { Scope } from '@gradus/contracts/api/admin';
import type { Context as VerbContext } from '@gradus/control/context';
import { invalid, MlflowError } from '@gradus/control/mlflow';
import type { Context } from 'hono';
import type { output, ZodError, ZodType } from 'zod';
import { authorize } from '../authorize';
import { hasNoBody, withinLimit } from '../body';
import type { ApiApp, ApiEnv } from '../types';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Declares one call of MLflow's API: its input comes from the query of a GET, the JSON body of the others, and the path. */
export function call<Input extends ZodType>(
  app: ApiApp,
  method: Method | Method[],
  path: string,
  scope: Scope,
  input: Input,
  handle: (ctx: VerbContext, input: output<Input>) => Promise<object | undefined>,
): void {
  app.on(method, [path], authorize(scope), async (c) => {
    const sent = c.req.method === 'GET' ? readQuery(c) : await readBody(c);
    const raw = { ...sent, ...c.req.param() };
    const parsed = input.safeParse(raw, { reportInput: true });
    if (!parsed.success) throw refuse(parsed.error);
    return c.json((await handle(c.var.ctx, parsed.data)) ?? {}, 200);
  });
}

type Raw = Record<string, unknown>;

/** A parameter that repeats is a list. */
const readQuery = (c: Context<ApiEnv>): Raw =>
  Object.fromEntries(Object.entries(c.req.queries()).map(([name, all]) => [name, all.length > 1 ? all : all[0]]));

async function readBody(c: Context<ApiEnv>): Promise<Raw> {
  if (hasNoBody(c)) return readQuery(c);
  let text = '';
  await withinLimit(c, c.var.deps.limits.jsonBytes, async () => {
    text = await c.req.text();
  });
  if (text === '') return readQuery(c);
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    throw invalid("Bad Request. Content-Type must be one of ['application/json'].");
  }
  const body = parse(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw notJson();
  // Absent and null are one thing in MLflow's protocol.
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}

const notJson = () => new MlflowError('BAD_REQUEST', 'The request body is not a JSON object.');

const SEE = 'See the API docs for more information about request parameters.';

function refuse(error: ZodError): MlflowError {
  const [issue] = error.issues;
  if (issue === undefined) return invalid(SEE);
  const name = issue.path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`))
    .join('');
  const value = issue.input;
  if (value === undefined || value === null || value === '') {
    return invalid(`Missing value for required parameter '${name}'. ${SEE}`);
  }
  const shown = JSON.stringify(value)?.slice(0, 250) ?? String(value);
  return invalid(`Invalid value ${shown} for parameter '${name}' supplied: ${hint(value)} ${SEE}`);
}

function hint(value: unknown): string {
  const type = Array.isArray(value) ? 'list' : PYTHON[typeof value];
  return `Hint: Value was of type '${type ?? typeof value}'.`;
}

/** As the authors of its clients call them. */
const PYTHON: Record<string, string> = { string: 'str', number: 'int', boolean: 'bool', object: 'dict' };
