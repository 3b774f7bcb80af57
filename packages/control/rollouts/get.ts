import type { Rollout } from '@gradus/contracts/api/releases';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { readRollouts } from './read';
import { toRollout } from './view';

const DECISIONS = 200;

export async function getRollout(ctx: Context, input: { rollout: string }): Promise<Rollout> {
  const [row] = await readRollouts(ctx.db, 'WHERE o.id = $1', [input.rollout], DECISIONS);
  if (!row) throw new DomainError('not_found', `There is no rollout ${input.rollout}.`);
  return toRollout(row, ctx.actor);
}
