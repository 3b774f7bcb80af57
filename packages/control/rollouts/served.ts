import { isLive, isShadow, type RolloutState, weightOf } from '@gradus/core/rollout';
import type { RoutingTable } from '@gradus/core/routing';
import type { RolloutRow } from './rows';

/** Where requests go in this state: derived, never stored with the rollout. */
export function servedIn(row: RolloutRow, state: RolloutState): Omit<RoutingTable, 'endpoint' | 'revision'> {
  const stable =
    row.stable_number === null || row.stable_digest === null
      ? null
      : { version: row.stable_number, digest: row.stable_digest };
  const candidate = { version: row.candidate_number, digest: row.candidate_digest };
  const ended = { candidate: null, weight: 0, shadow: false, salt: row.salt, rollout: null };
  if (isLive(state.status)) {
    return { stable, candidate, weight: weightOf(state), shadow: isShadow(state), salt: row.salt, rollout: row.id };
  }
  return { stable: state.status === 'completed' ? candidate : stable, ...ended };
}

/** The share in words: "shadow", "5 %". */
export function shareOf(state: RolloutState): string {
  return isShadow(state) ? 'shadow' : `${Number((weightOf(state) * 100).toPrecision(3))} %`;
}
