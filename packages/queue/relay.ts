import { setTimeout } from 'node:timers/promises';
import { openRelay, type QueueConfig, type RelayedMessage, type RelayNode } from './backend';
import { withDeadline } from './deadline';
import type { QueueLog } from './log';

export interface RelayOptions {
  config: QueueConfig;
  /** who this is, for dashboards: `web`, `gateway-1` */
  name: string;
  log: QueueLog;
}

export interface PublishOptions {
  /** new subscribers of exactly this topic get the value for this long */
  retainMs?: number;
}

export type Listener = (message: RelayedMessage) => void;

/** Nudges between processes. Each may be lost: whoever listens also looks by itself from time to time. */
export interface Relay {
  /** Never throws and never takes more than two seconds. */
  publish(topic: string, data: unknown, options?: PublishOptions): Promise<void>;
  /** Takes effect as soon as the server is reachable. `pattern`: a topic, `*` for one segment, `>` for the rest. */
  subscribe(pattern: string, listener: Listener): void;
  /** Resolves when connected and all subscriptions are in effect. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 2_000;
const RETRY_MS = 1_000;

/** Connects in the background and again after every failure, so that a process starts while its server is down. */
export function createRelay({ config, name, log }: RelayOptions): Relay {
  const closing = new AbortController();
  const { signal } = closing;
  const complain = (error: unknown) => {
    if (!signal.aborted)
      log.warn({ error: error instanceof Error ? error.message : error }, 'the relay is not reachable');
  };
  let current: RelayNode | undefined;
  const connect = async (): Promise<RelayNode> => {
    const node = openRelay(config, name);
    current = node;
    node.on('error', complain);
    try {
      await node.waitUntilReady();
      return node;
    } catch (error) {
      await node.close().catch(complain);
      throw error;
    }
  };
  const connected = untilDone(connect, signal, complain);
  const subscribed: Promise<unknown>[] = [connected];

  return {
    publish: async (topic, data, { retainMs } = {}) => {
      const options = retainMs === undefined ? {} : { retain: retainMs };
      const published = connected.then((node) => node.publish(topic, data, options));
      await withDeadline(PATIENCE_MS, published).catch(complain);
    },
    subscribe: (pattern, listener) => {
      const subscription = connected.then((node) =>
        untilDone(() => node.subscribe(pattern, listener), signal, complain),
      );
      subscription.catch(() => {}); // ends by closing only
      subscribed.push(subscription);
    },
    ready: async () => {
      await Promise.all(subscribed);
    },
    close: async () => {
      closing.abort(new Error('the relay was closed'));
      await current?.close();
      await Promise.allSettled(subscribed);
    },
  };
}

/** Repeats `work` until it succeeds or `signal` says to stop. */
async function untilDone<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  complain: (error: unknown) => void,
): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      complain(error);
      await setTimeout(RETRY_MS, undefined, { signal });
    }
  }
}
