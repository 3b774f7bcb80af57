import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { SendWebhook, Sent } from '@gradus/control/webhooks';
import { isPublicAddress } from '@gradus/core/address';

interface SenderOptions {
  /** reach loopback and private networks as well */
  allowPrivate: boolean;
  /** for the whole attempt, from the name to the end of the answer */
  timeoutMs?: number;
  /** all addresses of a name */
  resolve?: (hostname: string) => Promise<LookupAddress[]>;
}

const TIMEOUT_MS = 10_000;
/** What is kept of an answer, in bytes. */
const ANSWER_BYTES = 1_024;

/**
 * Sends by one POST that no receiver can turn against us: the connection goes to the very address that was checked,
 * redirects are not followed, and time and the answer's size are limited.
 */
export function createSender({ allowPrivate, timeoutMs = TIMEOUT_MS, resolve }: SenderOptions): SendWebhook {
  const check = checkedLookup(allowPrivate, resolve ?? ((hostname) => lookup(hostname, { all: true, verbatim: true })));
  return async ({ url, headers, body }) => {
    const started = performance.now();
    const since = () => Math.round(performance.now() - started);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const target = new URL(url);
      refuseLiteral(target, allowPrivate);
      const response = await post(target, { headers, body, lookup: check, signal });
      const answer = await readBeginning(response);
      return { ...outcomeOf(response), durationMs: since(), answer };
    } catch (error) {
      const reason = signal.aborted ? `no answer within ${timeoutMs / 1000} s` : describe(error);
      return { statusCode: null, durationMs: since(), answer: null, error: reason, retryAfterMs: null };
    }
  };
}

class RefusedAddress extends Error {}

/** An address in the place of a name is not looked up, hence not checked by the lookup. */
function refuseLiteral({ hostname }: URL, allowPrivate: boolean): void {
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !allowPrivate && !isPublicAddress(literal)) throw refusal(hostname);
}

/** What the socket connects to is what this answers: a name can't mean another address a moment later. */
function checkedLookup(allowPrivate: boolean, resolve: (hostname: string) => Promise<LookupAddress[]>): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const allowed = allowPrivate ? found : found.filter(({ address }) => isPublicAddress(address));
        const [first] = allowed;
        if (first === undefined) callback(refusal(hostname), '');
        else if (options.all) callback(null, allowed);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, ''),
    );
  };
}

const refusal = (hostname: string) =>
  new RefusedAddress(`${hostname} is no public address; WEBHOOKS_ALLOW_PRIVATE=on would allow it`);

interface Post {
  headers: Record<string, string>;
  body: string;
  lookup: LookupFunction;
  signal: AbortSignal;
}

function post(target: URL, { headers, body, lookup: check, signal }: Post): Promise<IncomingMessage> {
  const { request } = target.protocol === 'https:' ? https : http;
  const length = String(Buffer.byteLength(body));
  return new Promise((resolve, reject) => {
    request(
      target,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': length, 'user-agent': 'gradus-webhooks' },
        lookup: check,
        signal,
        agent: false,
      },
      resolve,
    )
      .on('error', reject)
      .end(body);
  });
}

/** Text, as far as it is kept; the rest is not read. The status has come: a body that breaks off changes nothing. */
async function readBeginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= ANSWER_BYTES) break;
    }
  } catch {
    response.destroy();
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, ANSWER_BYTES));
  return text.replaceAll('\0', '');
}

function outcomeOf({ statusCode = 0, headers }: IncomingMessage): Pick<Sent, 'statusCode' | 'error' | 'retryAfterMs'> {
  const redirects = statusCode >= 300 && statusCode < 400;
  const seconds = /^\d{1,9}$/.test(headers['retry-after'] ?? '') ? Number(headers['retry-after']) : null;
  return {
    statusCode,
    error: redirects ? 'redirects are not followed' : null,
    retryAfterMs: seconds === null ? null : seconds * 1000,
  };
}

/** Node's own errors name address and port; the owner of the webhook needs the kind. */
function describe(error: unknown): string {
  if (error instanceof RefusedAddress) return error.message;
  if (error instanceof AggregateError) return describe(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : 'the request failed';
}
