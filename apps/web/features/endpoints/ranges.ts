export const rangeNames = ['1h', '6h', '24h', '7d'] as const;
export type RangeName = (typeof rangeNames)[number];

const seconds: Record<RangeName, number> = { '1h': 3600, '6h': 21_600, '24h': 86_400, '7d': 604_800 };
const points = 60;

/** `from` and a step for about 60 points. The start is a whole step, so that a refresh asks for the same buckets. */
export function rangeQuery(range: RangeName, now: number): { from: string; step: number } {
  const step = seconds[range] / points;
  const start = Math.floor(now / 1000 / step) * step - seconds[range];
  return { from: new Date(start * 1000).toISOString(), step };
}
