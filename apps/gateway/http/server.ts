import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '@gradus/control/ports';
import { badRequest, notFound, ProtocolError, unavailable } from '../protocol/protocol-error';
import { type Fault, readFault } from '../serving/fault';
import { type InferDeps, infer } from '../serving/infer';
import type { ServedEndpoint, ServedEndpoints } from '../serving/served';
import type { Authenticate } from './auth';
import { describeModel, describeServer } from './describe';
import { type Path, parsePath } from './paths';
import { readBody } from './read-body';

export interface ServerDeps extends InferDeps {
  endpoints(): ServedEndpoints;
  /** false until the first snapshot is served */
  ready(): boolean;
  metrics(): Promise<string>;
  authenticate: Authenticate | null;
  faults: boolean;
  maxBodyBytes: number;
  maxInFlight: number;
  log: Log;
}

export interface GatewayServer {
  http: Server;
  inFlight(): number;
  shed(): number;
  /** Takes no new connection, answers what is there, and resolves. */
  drain(timeoutMs: number): Promise<void>;
}

export function createGatewayServer(deps: ServerDeps): GatewayServer {
  let inFlight = 0;
  let shed = 0;
  let draining = false;

  const http = createServer((request, response) => {
    const startedAt = deps.monotonic();
    const path = parsePath(request.url ?? '/');
    if (path.kind !== 'infer') return void other(path, request, response);
    if (inFlight >= deps.maxInFlight) {
      shed++;
      request.resume();
      return refuse(response, unavailable(`more than ${deps.maxInFlight} requests are in flight`));
    }
    inFlight++;
    void answerInfer(path, request, response, startedAt).finally(() => {
      inFlight--;
    });
  });

  async function answerInfer(
    path: Extract<Path, { model: string }>,
    request: IncomingMessage,
    response: ServerResponse,
    startedAt: number,
  ): Promise<void> {
    try {
      if (request.method !== 'POST') throw new ProtocolError(405, 'inference is a POST');
      if (deps.authenticate) await deps.authenticate(request.headers.authorization);
      if (request.headers['inference-header-content-length']) {
        throw badRequest('binary tensors are not supported; send JSON tensors');
      }
      const text = await readBody(request, deps.maxBodyBytes);
      const endpoint = endpointOf(path.model);
      const version = path.version ?? headerOf(request, 'x-gradus-version');
      const routingKey = headerOf(request, 'x-routing-key');
      const fault = faultOf(request);
      const answered = await infer({ endpoint, version, routingKey, fault, text, startedAt }, deps);
      send(response, answered.status, answered.body);
      answered.after();
    } catch (error) {
      fail(request, response, error);
    }
  }

  async function other(path: Path, request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      request.resume();
      if (request.method !== 'GET' && request.method !== 'HEAD')
        throw new ProtocolError(405, 'this path takes GET only');
      switch (path.kind) {
        case 'server':
          return send(response, 200, describeServer());
        case 'live':
          return send(response, 200, '{"live":true}');
        case 'ready': {
          const ready = deps.ready() && !draining;
          return send(response, ready ? 200 : 503, JSON.stringify({ ready }));
        }
        case 'metrics':
          return send(response, 200, await deps.metrics(), 'text/plain; version=0.0.4; charset=utf-8');
        case 'model':
          return send(response, 200, describeModel(endpointOf(path.model), path.version));
        case 'modelReady': {
          describeModel(endpointOf(path.model), path.version);
          return send(response, 200, JSON.stringify({ name: path.model, ready: true }));
        }
        case 'infer':
        case 'unknown':
          throw notFound('no such path; see GET /v2');
      }
    } catch (error) {
      fail(request, response, error);
    }
  }

  function endpointOf(name: string): ServedEndpoint {
    const endpoint = deps.endpoints().get(name);
    if (endpoint) return endpoint;
    if (!deps.ready()) throw unavailable('the gateway has no routing table yet');
    throw notFound(`model "${name}" is not known: no endpoint of that name serves a version`);
  }

  function faultOf(request: IncomingMessage): Fault | null {
    const header = deps.faults ? headerOf(request, 'x-gradus-fault') : null;
    return header === null ? null : readFault(header);
  }

  function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    if (error instanceof ProtocolError) {
      // the rest of an unread body would be taken for the next request
      if (!request.complete) response.setHeader('connection', 'close');
      refuse(response, error);
      return;
    }
    deps.log.error({ error }, 'a request failed');
    refuse(response, new ProtocolError(500, 'something went wrong'));
  }

  return {
    http,
    inFlight: () => inFlight,
    shed: () => shed,
    drain: (timeoutMs) => {
      draining = true;
      return new Promise((resolve) => {
        const timer = setTimeout(() => http.closeAllConnections(), timeoutMs);
        http.close(() => {
          clearTimeout(timer);
          resolve();
        });
        http.closeIdleConnections();
      });
    },
  };
}

function refuse(response: ServerResponse, error: ProtocolError): void {
  if (error.retryAfterSeconds !== null) response.setHeader('retry-after', error.retryAfterSeconds);
  if (error.status === 401) response.setHeader('www-authenticate', 'Bearer');
  send(response, error.status, JSON.stringify({ error: error.message }));
}

function send(response: ServerResponse, status: number, body: string, type = 'application/json'): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
