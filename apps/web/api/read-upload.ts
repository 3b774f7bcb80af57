import { createHash, type Hash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '@gradus/core/error';
import busboy from 'busboy';
import type { Context } from 'hono';
import { tooLarge } from './body';
import type { ApiEnv } from './types';

export interface UploadSpec {
  /** the part that is a file, and how large it may be */
  file: string;
  maxBytes: number;
  /** the part that is JSON text, with or without a file name */
  json: string;
}

export interface Upload {
  /** where the file's bytes lie until `dispose`; null when the part is missing */
  path: string | null;
  sizeBytes: number;
  /** null when the part is missing */
  json: unknown;
  /** over names and contents of the parts: the same upload twice has the same one, whatever its boundary */
  digest: string;
  dispose(): Promise<void>;
}

const MAX_JSON_BYTES = 1_048_576;

/** Streams a multipart body to disk within its limits. The caller disposes of it. */
export async function readUpload(c: Context<ApiEnv>, spec: UploadSpec): Promise<Upload> {
  const type = c.req.header('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) {
    throw new DomainError('unsupported_media_type', 'Send the body as `multipart/form-data`.');
  }
  if (Number(c.req.header('content-length') ?? 0) > spec.maxBytes + 2 * MAX_JSON_BYTES) throw tooLarge(spec.maxBytes);
  const { folder } = c.var.deps.uploads;
  await mkdir(folder, { recursive: true });
  const path = join(folder, randomUUID());
  const dispose = () => rm(path, { force: true });
  try {
    const parts = await receive(c, type, spec, path);
    return { ...parts, path: parts.found ? path : null, json: parseJson(parts.text, spec.json), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

interface Parts {
  found: boolean;
  sizeBytes: number;
  text: string | null;
  digest: string;
}

async function receive(c: Context<ApiEnv>, type: string, spec: UploadSpec, path: string): Promise<Parts> {
  const parser = openParser(type);
  let [found, sizeBytes] = [false, 0];
  let text: string | null = null;
  const hashes: string[] = [];
  const work: Promise<void>[] = [];
  let refusal: unknown;
  const stop = (error: unknown) => {
    refusal ??= error;
    parser.destroy(error instanceof Error ? error : undefined);
  };
  parser.on('field', (name, value) => {
    if (name === spec.json) text = value;
    hashes.push(`${name} ${createHash('sha256').update(value).digest('hex')}`);
  });
  parser.on('file', (name, stream) => {
    const hash = createHash('sha256');
    const limit = name === spec.file ? spec.maxBytes : MAX_JSON_BYTES;
    const meter = meterOf(hash, limit, (bytes) => {
      if (name === spec.file) sizeBytes = bytes;
    });
    if (name === spec.file && !found) {
      found = true;
      work.push(pipeline(stream, meter, createWriteStream(path, { mode: 0o600 })).catch(stop));
    } else {
      work.push(
        collect(stream.pipe(meter)).then((value) => {
          if (name === spec.json) text = value;
        }, stop),
      );
    }
    stream.on('error', stop);
    work.push(
      new Promise((resolve) => {
        stream.on('close', resolve);
      }),
    );
    meter.on('end', () => hashes.push(`${name} ${hash.digest('hex')}`));
  });
  const body = c.req.raw.body;
  if (body === null) throw new DomainError('malformed_request', 'The body is empty.');
  try {
    await pipeline(readableOf(body), parser);
    await Promise.all(work);
  } catch (cause) {
    throw refusal instanceof DomainError ? refusal : unreadable(refusal ?? cause);
  }
  if (refusal !== undefined) throw refusal instanceof DomainError ? refusal : unreadable(refusal);
  return { found, sizeBytes, text, digest: createHash('sha256').update(hashes.sort().join('\n')).digest('hex') };
}

/** Node's and the web's declarations of the same streams differ in details. */
const readableOf = (body: ReadableStream<Uint8Array>) =>
  Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);

function openParser(type: string) {
  try {
    return busboy({ headers: { 'content-type': type }, limits: { fields: 20, files: 5, fieldSize: MAX_JSON_BYTES } });
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** Passes bytes on, hashes them, and breaks off above the limit. */
function meterOf(hash: Hash, limit: number, report: (bytes: number) => void): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, next) {
      bytes += chunk.length;
      if (bytes > limit) return next(tooLarge(limit));
      hash.update(chunk);
      report(bytes);
      next(null, chunk);
    },
  });
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string | null, part: string): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch (cause) {
    const detail = cause instanceof SyntaxError ? cause.message : 'not JSON';
    throw new DomainError('malformed_request', `The part \`${part}\` is not JSON: ${detail}`, {
      errors: [{ pointer: `/${part}`, detail }],
      cause,
    });
  }
}

const unreadable = (cause: unknown) =>
  new DomainError('malformed_request', 'The multipart body cannot be read: it is cut off or not well-formed.', {
    cause,
  });
