import type { IncomingMessage } from 'node:http';
import { ProtocolError } from '../protocol/protocol-error';

/** A client that is still sending can't read an answer; up to here it may finish, and what it sends is thrown away. */
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;

/** The body as text. What is too large is 413, once the client has sent it; far beyond the limit, at once. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const tooLarge = () => new ProtocolError(413, `the body is larger than ${maxBytes} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > MAX_DISCARDED_BYTES) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else chunks = [];
      if (size > MAX_DISCARDED_BYTES) reject(tooLarge());
    });
    request.on('end', () => {
      if (size > maxBytes) reject(tooLarge());
      else resolve(chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString());
    });
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(new ProtocolError(400, 'the connection closed before the body ended'));
    });
  });
}
