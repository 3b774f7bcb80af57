import type { Scope } from '@gradus/contracts/api/admin';
import type { IdPrefix } from '@gradus/core/id';
import type { Database } from '@gradus/db';
import type { Ports } from './ports';

export interface Actor {
  kind: 'user' | 'key' | 'system';
  id: string;
  name: string;
  scopes: readonly Scope[];
}

/** What every verb is given: who asks, when, and the outside world. Apps build it, one for each request or job. */
export interface Context {
  actor: Actor;
  requestId: string | null;
  now(): Date;
  newId(prefix: IdPrefix): string;
  db: Database;
  ports: Ports;
}
