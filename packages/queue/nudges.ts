import type { UiEvent } from '@gradus/contracts/events';
import { EVENTS_CHANNEL, ROUTING_CHANNEL } from '@gradus/contracts/routing';
import type { Publisher } from './publish';
import type { Relay } from './relay';

export interface Nudges {
  publish: Publisher['publish'];
  relay: {
    routingChanged(endpoint: string, revision: number): Promise<void>;
    changed(event: Pick<UiEvent, 'type' | 'subject'>): Promise<void>;
  };
}

/** Letters and relay in the words of the use cases. Nothing here throws: every nudge may be lost. */
export function createNudges(publisher: Publisher, relay: Relay, stamp: () => Pick<UiEvent, 'id' | 'at'>): Nudges {
  return {
    publish: (job, payload) => publisher.publish(job, payload),
    relay: {
      routingChanged: (endpoint, revision) => relay.publish(ROUTING_CHANNEL, { endpoint, revision }),
      changed: ({ type, subject }) => relay.publish(EVENTS_CHANNEL, { ...stamp(), type, subject } satisfies UiEvent),
    },
  };
}
