import { murmur3 } from './murmur3';
import type { RoutingTable } from './types';

const BUCKETS = 10_000;

/**
 * Who answers a request with this key. The bucket of a key depends on the rollout's salt alone, so raising the weight
 * never moves a key back to stable.
 */
export function chooseArm(
  table: Pick<RoutingTable, 'candidate' | 'weight' | 'salt'>,
  key: string,
): 'stable' | 'candidate' {
  if (table.candidate === null || table.weight <= 0) return 'stable';
  return bucketOf(table.salt, key) < Math.round(table.weight * BUCKETS) ? 'candidate' : 'stable';
}

/** 0..9999 */
export const bucketOf = (salt: string, key: string): number => murmur3(`${salt}:${key}`) % BUCKETS;
