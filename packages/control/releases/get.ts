import type { Release } from '@gradus/contracts/api/releases';
import type { Context } from '../context';
import { findRelease } from './rows';
import { toRelease } from './view';

export async function getRelease(ctx: Context, input: { release: string }): Promise<Release> {
  return toRelease(await findRelease(ctx, input.release), ctx.actor);
}
