import type { Ready as ReadySchema } from '@gradus/contracts/api/admin';
import type { z } from 'zod';
import { refusal } from '../../api-client/request';

type Ready = z.infer<typeof ReadySchema>;

/** A part that is down answers 503 with the same body: that is an answer, not a failure. */
export async function readHealth(signal: AbortSignal): Promise<Ready> {
  const response = await fetch('/api/ready', { signal });
  if (response.ok || response.status === 503) return (await response.json()) as Ready;
  throw await refusal(response);
}
