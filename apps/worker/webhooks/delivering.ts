import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVault, type Delivering } from '@gradus/control/webhooks';
import type { Env } from '../env';
import { createSender } from './send';

/** How webhooks are sent and signed. The key is web's: it is read when a first delivery needs it, never made here. */
export function createDelivering({ webhooks, home }: Pick<Env, 'webhooks' | 'home'>): () => Promise<Delivering> {
  const send = createSender({ allowPrivate: webhooks.allowPrivate });
  return async () => {
    const key = webhooks.key ?? (await readFile(join(home, 'webhook-key'), 'utf8'));
    return { send, vault: createVault(key), random: Math.random };
  };
}
