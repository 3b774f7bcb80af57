export interface SeriesPoint {
  x: number;
  y: number | null;
  low?: number | null;
  high?: number | null;
}

export interface Series {
  key: string;
  label: string;
  color: string;
  dash?: string | undefined;
  step?: boolean;
  points: SeriesPoint[];
}

export type ChartRow = { x: number } & Record<string, number | [number, number] | null>;

/** Series of different moments as rows that recharts reads; a missing value stays missing, it never becomes 0. */
export function mergeSeries(series: Series[]): ChartRow[] {
  const rows = new Map<number, ChartRow>();
  for (const { key, points } of series) {
    for (const point of points) {
      const row: ChartRow = rows.get(point.x) ?? { x: point.x };
      row[key] = point.y;
      if (typeof point.low === 'number' && typeof point.high === 'number')
        row[`${key}:interval`] = [point.low, point.high];
      rows.set(point.x, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.x - b.x);
}
