import { createHash } from 'node:crypto';
import type { AuditEntry } from '@gradus/core/audit';
import { canonicalJson } from '@gradus/core/json';

/** What the first entry is chained to. */
export const GENESIS = '0'.repeat(64);

/** sha256 over the entry and the hash before it: who changes or drops an entry breaks every later one. */
export const hashEntry = (entry: AuditEntry, prevHash: string): string =>
  createHash('sha256')
    .update(`${prevHash}\n${canonicalJson(entry)}`)
    .digest('hex');
