import { z } from 'zod';
import { Signature } from './api/models';

const ServedVersion = z.object({ version: z.int().positive(), digest: z.string() });

/** core/routing RoutingTable as it crosses a process border (row, relay, snapshot file). */
export const RoutingTable = z.object({
  endpoint: z.string(),
  revision: z.int().nonnegative(),
  stable: ServedVersion.nullable(),
  candidate: ServedVersion.nullable(),
  weight: z.number().min(0).max(1),
  shadow: z.boolean(),
  salt: z.string(),
  rollout: z.string().nullable(),
});

/** The gateway's snapshot file: it starts from this when Postgres is down. */
export const RoutingSnapshot = z.object({
  writtenAt: z.string(),
  tables: z.array(RoutingTable.extend({ endpointId: z.string() })),
  /** declared signatures by artifact digest; they name the columns inside the tensors */
  signatures: z.record(z.string(), Signature),
});
export type RoutingSnapshot = z.infer<typeof RoutingSnapshot>;

/** The relay channel that nudges gateways; the payload is only a hint, Postgres is the truth. */
export const ROUTING_CHANNEL = 'routing';
/** The relay channel that nudges browsers through web's SSE. */
export const EVENTS_CHANNEL = 'events';
