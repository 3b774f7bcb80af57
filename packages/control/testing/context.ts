import { newId } from '@gradus/core/id';
import type { Database } from '@gradus/db';
import type { Actor, Context } from '../context';
import type { Ports } from '../ports';

/** A clock that moves only when told, so that tests never wait. */
export interface Clock {
  millis: number;
}

export interface Recorded {
  published: { job: string; payload: unknown }[];
  routed: { endpoint: string; revision: number }[];
  events: string[];
}

const ALL = ['read', 'register', 'train', 'release', 'approve', 'operate', 'infer', 'admin'] as const;

export const person = (name: string): Actor => ({ kind: 'user', id: `usr_${name}`, name, scopes: ALL });
export const controller: Actor = { kind: 'system', id: 'controller', name: 'Gradus', scopes: ALL };

/** Verbs on a real database whose ports only remember what they were told. */
export function testContext(db: Database, clock: Clock): { as(actor: Actor): Context; recorded: Recorded } {
  const recorded: Recorded = { published: [], routed: [], events: [] };
  let minted = 0;
  const ports: Ports = {
    publish: async (job, payload) => {
      recorded.published.push({ job, payload });
    },
    relay: {
      routingChanged: async (endpoint, revision) => {
        recorded.routed.push({ endpoint, revision });
      },
      changed: async (event) => {
        recorded.events.push(event.type);
      },
    },
    artifacts: {
      put: async () => ({ digest: 'sha256:none', sizeBytes: 0 }),
      get: async () => new Uint8Array(),
      path: async (digest) => digest,
    },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
  const random = () => {
    const bytes = new Uint8Array(10);
    minted += 1;
    new DataView(bytes.buffer).setUint32(6, minted);
    return bytes;
  };
  return {
    recorded,
    as: (actor) => ({
      actor,
      requestId: null,
      now: () => new Date(clock.millis),
      newId: (prefix) => newId(prefix, clock.millis, random()),
      db,
      ports,
    }),
  };
}
