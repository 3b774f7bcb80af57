import { Redis } from 'ioredis';

/** Asks a Redis whether it is there, over one connection that is made when first needed. */
export function createPing(url: string): { ping(): Promise<boolean>; close(): void } {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    commandTimeout: 2_000,
  });
  redis.on('error', () => {}); // the answer to a ping is how trouble is told
  return {
    ping: async () => {
      if (redis.status === 'wait' || redis.status === 'end') await redis.connect();
      return (await redis.ping()) === 'PONG';
    },
    close: () => redis.disconnect(),
  };
}
