import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { ApiApp } from './api/types';

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The one listener: `/api/*` and `/metrics` go to the API, all else to the pages. */
export function createListener(app: ApiApp, pages: PageHandler | null): Server {
  const api = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => {
    for (const [name, value] of HEADERS) response.setHeader(name, value);
    if (pages === null || isApi(request.url ?? '')) return void api(request, response);
    pages(request, response).catch(() => {
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    });
  });
  // An upload may take its time; an idle or half-sent request may not.
  server.requestTimeout = 15 * 60_000;
  server.headersTimeout = 20_000;
  server.keepAliveTimeout = 65_000;
  return server;
}

const isApi = (url: string): boolean => /^\/(api|metrics)(\/|\?|$)/.test(url);

/** On every answer; pages add their Content-Security-Policy with a nonce. */
const HEADERS: [string, string][] = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=()'],
];
