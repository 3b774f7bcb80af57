import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** The address of the other end of the connection. */
export function clientAddress(c: Context): string {
  return c.env?.incoming === undefined ? 'local' : (getConnInfo(c).remote.address ?? 'unknown');
}
