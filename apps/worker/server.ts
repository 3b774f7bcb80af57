import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';

/** Health and metrics, for supervisors and Prometheus; the worker takes its work from the queue alone. */
export async function startServer(address: { host: string; port: number }, registry: Registry): Promise<Server> {
  const server = createServer((request, response) => {
    switch (request.url) {
      case '/health':
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
        return;
      case '/metrics':
        registry.metrics().then(
          (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
          () => response.writeHead(500).end(),
        );
        return;
      default:
        response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  return server;
}
