import type { Routing } from '@gradus/contracts/api/endpoints';

export interface Period {
  version: number;
  from: string;
  /** null: it still serves */
  until: string | null;
  reason: string;
}

/** What was in production when: each stretch in which one version was the stable one, the newest first. */
export function productionPeriods(history: Routing['history']): Period[] {
  const periods: Period[] = [];
  for (const { at, table, reason } of [...history].sort((a, b) => a.revision - b.revision)) {
    const version = table.stable?.version ?? null;
    const last = periods.at(-1);
    if (last?.until === null && last.version === version) continue;
    if (last?.until === null) last.until = at;
    if (version !== null) periods.push({ version, from: at, until: null, reason });
  }
  return periods.reverse();
}
