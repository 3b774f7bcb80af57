import type { Actor, Context } from '@gradus/control/context';
import type { Ports } from '@gradus/control/ports';
import type { Vault } from '@gradus/control/webhooks';
import type { Database } from '@gradus/db';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { EvidenceSigner } from '../evidence-signer';
import type { Uploads } from '../ingest';
import type { Auth } from './auth';
import type { EventFeed } from './event-feed';

/** Everything that the API needs of the process around it. */
export interface ApiDeps {
  db: Database;
  ports: Ports;
  auth: Auth;
  feed: EventFeed;
  uploads: Uploads;
  evidence: EvidenceSigner;
  /** seals the secrets of webhooks */
  vault: Vault;
  now(): Date;
  random(bytes: number): Uint8Array;
  limits: Limits;
  /** null: the queue runs on Postgres */
  redis: { ping(): Promise<boolean> } | null;
  /** where this gateway answers health checks; null when only its heartbeat is known */
  gatewayUrl: string | null;
}

export interface Limits {
  jsonBytes: number;
  /** bodies of the stateless calls: score, drift, replay */
  largeJsonBytes: number;
  datasetBytes: number;
  modelBytes: number;
}

export interface ApiEnv {
  Variables: {
    deps: ApiDeps;
    requestId: string;
    /** null: no credentials were sent */
    actor: Actor | null;
    /** what verbs take; set once the route's scope was checked */
    ctx: Context;
  };
}

export type ApiApp = OpenAPIHono<ApiEnv>;
