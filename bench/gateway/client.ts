import { connect, type Socket } from 'node:net';

export interface Slice {
  requests: number;
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** Keep-alive connections that each send the next request when the last one is answered. Throws on any answer but 200. */
export async function measure(port: number, requests: Buffer[], concurrency: number, ms: number): Promise<Slice> {
  const latencies: number[] = [];
  const sockets = await Promise.all(Array.from({ length: concurrency }, () => open(port)));
  const started = performance.now();
  await Promise.all(sockets.map((socket, i) => ask(socket, requests, i, started + ms, latencies)));
  const seconds = (performance.now() - started) / 1000;
  for (const socket of sockets) socket.destroy();
  latencies.sort((a, b) => a - b);
  const at = (q: number) => latencies[Math.floor(q * (latencies.length - 1))] ?? Number.NaN;
  return { requests: latencies.length, requestsPerSecond: latencies.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true);
    socket.on('error', reject);
  });
}

function ask(socket: Socket, requests: Buffer[], offset: number, until: number, latencies: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let index = offset;
    let pending = '';
    const next = (): void => {
      sent = performance.now();
      if (sent >= until) {
        resolve();
        return;
      }
      index = (index + 7) % requests.length;
      socket.write(requests[index] ?? '');
    };
    socket.on('data', (chunk: Buffer) => {
      pending += chunk.toString('latin1');
      const head = pending.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(pending)?.[1] ?? 0);
      if (pending.length < head + 4 + length) return;
      if (!pending.startsWith('HTTP/1.1 200')) {
        reject(new Error(pending));
        return;
      }
      pending = '';
      latencies.push(performance.now() - sent);
      next();
    });
    next();
  });
}

/** Requests with different routing keys for one endpoint. */
export function requestsFor(endpoint: string, inputs: number): Buffer[] {
  return Array.from({ length: 256 }, (_, i) => {
    const data = Array.from({ length: inputs }, (_, j) => Math.round(Math.sin(i * 31 + j) * 1000) / 1000);
    const body = JSON.stringify({ inputs: [{ name: 'numeric', shape: [1, inputs], datatype: 'FP32', data }] });
    const head = `POST /v2/models/${endpoint}/infer HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\nx-routing-key: user-${i}\r\ncontent-length: ${body.length}\r\n\r\n`;
    return Buffer.from(head + body);
  });
}
