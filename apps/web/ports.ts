import { EVENTS_CHANNEL, ROUTING_CHANNEL } from '@gradus/contracts/routing';
import type { ArtifactStore, Log, Ports } from '@gradus/control/ports';
import { newId } from '@gradus/core/id';
import type { Publisher, Relay } from '@gradus/queue';

export interface PortsOptions {
  publisher: Publisher;
  relay: Relay;
  artifacts: ArtifactStore;
  log: Log;
  now(): Date;
  random(bytes: number): Uint8Array;
}

/** The outside world as verbs see it. */
export const createPorts = ({ publisher, relay, artifacts, log, now, random }: PortsOptions): Ports => ({
  publish: (job, payload) => publisher.publish(job, payload),
  relay: {
    routingChanged: (endpoint, revision) => relay.publish(ROUTING_CHANNEL, { endpoint, revision }),
    changed: (event) => {
      const at = now();
      const id = newId('evt', at.getTime(), random(10));
      return relay.publish(EVENTS_CHANNEL, { ...event, id, at: at.toISOString() });
    },
  },
  artifacts,
  log,
});
