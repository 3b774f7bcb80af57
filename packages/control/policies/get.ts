import type { Policy } from '@gradus/contracts/api/policies';
import type { Context } from '../context';
import { findPolicy } from './find';
import { toPolicy } from './view';

export async function getPolicy(ctx: Context, input: { policy: string }): Promise<Policy> {
  return toPolicy(await findPolicy(ctx, input.policy));
}
