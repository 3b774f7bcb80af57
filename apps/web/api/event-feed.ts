import { UiEvent } from '@gradus/contracts/events';
import { EVENTS_CHANNEL } from '@gradus/contracts/routing';
import type { Relay } from '@gradus/queue';

export interface EventFeed {
  push(event: UiEvent): void;
  /** Events after `lastId` first, where they are still known, then live ones; answers how to stop. */
  follow(lastId: string | null, listener: (event: UiEvent) => void): () => void;
}

/** Hands the events of the relay to every open stream of this process, and keeps the last ones for who reconnects. */
export function createEventFeed(keep = 1000): EventFeed {
  const recent: UiEvent[] = [];
  const listeners = new Set<(event: UiEvent) => void>();
  return {
    push(event) {
      recent.push(event);
      if (recent.length > keep) recent.shift();
      for (const listener of listeners) listener(event);
    },
    follow(lastId, listener) {
      const at = lastId === null ? -1 : recent.findIndex((event) => event.id === lastId);
      if (at >= 0) for (const event of recent.slice(at + 1)) listener(event);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Feeds what processes tell each other. What is not an event is not passed on. */
export function followRelay(relay: Pick<Relay, 'subscribe'>, feed: EventFeed): void {
  relay.subscribe(EVENTS_CHANNEL, ({ data }) => {
    const event = UiEvent.safeParse(data);
    if (event.success) feed.push(event.data);
  });
}
