import { type Arm, chooseArm } from '@gradus/core/routing';
import { notFound, unavailable } from '../protocol/protocol-error';
import type { LiveVersion, ServedEndpoint } from './served';

export interface Route {
  arm: Arm;
  live: LiveVersion;
}

/** The version that answers this key under the endpoint's table. */
export function routeByKey(endpoint: ServedEndpoint, key: string): Route {
  const arm = chooseArm(endpoint.table, key);
  const live = endpoint[arm];
  if (!live) throw unavailable(`endpoint "${endpoint.name}" serves no version yet; release one first`);
  return { arm, live };
}

/** The version that the client names. It answers, but its sample is not random: the analysis leaves it out. */
export function routeByVersion(endpoint: ServedEndpoint, version: string): Route {
  for (const live of [endpoint.stable, endpoint.candidate]) {
    if (live && String(live.version) === version) return { arm: 'pinned', live };
  }
  throw notFound(
    `endpoint "${endpoint.name}" does not serve version ${version}; it serves ${versionsOf(endpoint).join(', ') || 'none'}`,
  );
}

export function versionsOf(endpoint: ServedEndpoint): string[] {
  const versions = [endpoint.stable, endpoint.candidate].flatMap((live) => (live ? [live.version] : []));
  return [...new Set(versions)].map(String);
}
