import type { Release, Rollout } from '@gradus/contracts/api/releases';
import type { Context } from '../context';
import { approveRelease, createRelease, getRelease, reconcileRelease } from '../releases';
import { getRollout, reconcileRollout } from '../rollouts';
import type { World } from './world';

export interface People {
  requester: Context;
  approver: Context;
  controller: Context;
}

/** From the request to a judged release: draft, testing, and what its gates make of it. */
export async function requestRelease(people: People, world: World, version: number): Promise<Release> {
  const { endpoint, policy } = world;
  const { id } = await createRelease(people.requester, { endpoint, version, policy, reason: 'a test' });
  await reconcileRelease(people.controller, { releaseId: id });
  await reconcileRelease(people.controller, { releaseId: id });
  return getRelease(people.approver, { release: id });
}

/** As `requestRelease`, then approved and started. */
export async function release(people: People, world: World, version: number): Promise<Rollout> {
  const judged = await requestRelease(people, world, version);
  await approveRelease(people.approver, { release: judged.id, comment: '' });
  await reconcileRelease(people.controller, { releaseId: judged.id });
  const { rollout } = await getRelease(people.approver, { release: judged.id });
  return getRollout(people.approver, { rollout: rollout ?? '' });
}

/** One look of the controller. */
export async function lookAt(people: People, rollout: string): Promise<Rollout> {
  await reconcileRollout(people.controller, { rolloutId: rollout });
  return getRollout(people.approver, { rollout });
}
