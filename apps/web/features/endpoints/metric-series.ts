import type { EndpointMetrics } from '@gradus/contracts/api/endpoints';
import type { LegendItem } from '../../ui/chart/chart-frame';
import type { Series } from '../../ui/chart/merge-series';

export type Point = EndpointMetrics['points'][number];
type Interval = [number, number];

const hues = [
  'var(--series-1)',
  'var(--series-2)',
  'var(--series-3)',
  'var(--series-4)',
  'var(--series-5)',
  'var(--series-6)',
];
const dashes: Record<Point['arm'], string | undefined> = {
  stable: undefined,
  candidate: '6 3',
  shadow: '2 3',
  pinned: '1 4',
};
const hueOf = (index: number) => hues[index % hues.length] ?? 'var(--series-1)';
const time = (point: Point) => new Date(point.at).getTime();

/** Every step between the first and the last point, so that a gap in the traffic is a gap in the lines. */
export function stepTimes({ points, stepSeconds }: EndpointMetrics): number[] {
  if (points.length === 0) return [];
  const times = points.map(time);
  const [first, last, step] = [Math.min(...times), Math.max(...times), stepSeconds * 1000];
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
}

/** One line for each version and arm that answered. */
export function armSeries(
  points: Point[],
  times: number[],
  label: (point: Point) => string,
  read: (point: Point) => number | null,
  interval: (point: Point) => Interval | null = () => null,
): Series[] {
  const hue = versionHues(points);
  return arms(points).map(([key, own]) => {
    const first = own[0];
    const byTime = new Map(own.map((point) => [time(point), point]));
    return {
      key,
      label: first ? label(first) : key,
      color: hue(first?.version),
      dash: first && dashes[first.arm],
      points: times.map((x) => {
        const point = byTime.get(x);
        const range = point ? interval(point) : null;
        return { x, y: point ? read(point) : null, low: range?.[0] ?? null, high: range?.[1] ?? null };
      }),
    };
  });
}

/** What the lines of `armSeries` mean: the colour is the version, the dash is the arm; only what has data. */
export function armLegend(
  points: Point[],
  read: (point: Point) => number | null,
  words: { version: (version: number) => string; arm: (arm: Point['arm']) => string },
): LegendItem[] {
  const hue = versionHues(points);
  const drawn = points.filter((point) => read(point) !== null);
  const versions = versionsOf(drawn);
  const used = armNames.filter((arm) => drawn.some((point) => point.arm === arm));
  return [
    ...versions.map((version) => ({ key: `v${version}`, label: words.version(version), color: hue(version) })),
    ...(used.length > 1 || versions.length > 1 ? used : []).map((arm) => ({
      key: arm,
      label: words.arm(arm),
      color: 'var(--mantine-color-dimmed)',
      dash: dashes[arm],
    })),
  ];
}

const armNames: Point['arm'][] = ['stable', 'candidate', 'shadow', 'pinned'];
const versionsOf = (points: Point[]) => [...new Set(points.map(({ version }) => version))].sort((a, b) => a - b);

/** One hue for each version, the same on every chart of the range. */
function versionHues(points: Point[]): (version: number | undefined) => string {
  const versions = versionsOf(points);
  return (version) => hueOf(version === undefined ? 0 : Math.max(0, versions.indexOf(version)));
}

/** Of the requests that were answered at each moment; mirrored ones are nobody's answer. */
export function shareSeries(points: Point[], times: number[], label: (point: Point) => string): Series[] {
  const answered = points.filter(({ arm }) => arm !== 'shadow');
  const total = new Map<number, number>();
  for (const point of answered) total.set(time(point), (total.get(time(point)) ?? 0) + point.requests);
  return armSeries(answered, times, label, (point) => {
    const all = total.get(time(point)) ?? 0;
    return all > 0 ? point.requests / all : null;
  }).map((series) => ({ ...series, step: true }));
}

/** p50, p95 and p99 of what users waited for: the arm with most of the answers at each moment. */
export function latencySeries(points: Point[], times: number[], label: (point: Point) => string): Series[] {
  const p95 = armSeries(
    points,
    times,
    (point) => `${label(point)} p95`,
    (point) => point.p95Ms,
  );
  const main = arms(points)
    .filter(([, own]) => own[0]?.arm !== 'shadow')
    .sort(([, a], [, b]) => totals(b).requests - totals(a).requests)[0];
  const own = main?.[1] ?? [];
  const quantile = (name: 'p50Ms' | 'p99Ms', color: string, dash: string): Series => {
    const byTime = new Map(own.map((point) => [time(point), point[name]]));
    return {
      key: name,
      label: `${own[0] ? label(own[0]) : ''} ${name.replace('Ms', '')}`,
      color,
      dash,
      points: times.map((x) => ({ x, y: byTime.get(x) ?? null })),
    };
  };
  return [quantile('p50Ms', 'var(--series-5)', '2 3'), ...p95, quantile('p99Ms', 'var(--series-6)', '8 3 2 3')];
}

export function mixSeries(points: Point[], times: number[]): Series[] {
  const served = points.filter(({ arm }) => arm !== 'shadow');
  const labels = [...new Set(served.flatMap(({ mix }) => Object.keys(mix)))].sort().slice(0, hues.length);
  const counts = new Map<number, Map<string, number>>();
  for (const point of served) {
    const row = counts.get(time(point)) ?? new Map<string, number>();
    for (const [name, n] of Object.entries(point.mix)) row.set(name, (row.get(name) ?? 0) + n);
    counts.set(time(point), row);
  }
  return labels.map((name, index) => ({
    key: name,
    label: name,
    color: hueOf(index),
    dash: index % 2 === 0 ? undefined : '6 3',
    points: times.map((x) => {
      const row = counts.get(x);
      const all = row ? [...row.values()].reduce((sum, n) => sum + n, 0) : 0;
      return { x, y: row && all > 0 ? (row.get(name) ?? 0) / all : null };
    }),
  }));
}

export function totals(points: Point[]): { requests: number; errors: number; labelled: number } {
  return points.reduce(
    (sum, { arm, requests, errors, labelled }) =>
      arm === 'shadow'
        ? sum
        : { requests: sum.requests + requests, errors: sum.errors + errors, labelled: sum.labelled + labelled },
    { requests: 0, errors: 0, labelled: 0 },
  );
}

export function newest(points: Point[], where: (point: Point) => boolean = () => true): Point | undefined {
  return points.filter((point) => point.arm === 'stable' && where(point)).sort((a, b) => b.at.localeCompare(a.at))[0];
}

function arms(points: Point[]): [string, Point[]][] {
  const groups = new Map<string, Point[]>();
  for (const point of points) {
    const key = `v${point.version}-${point.arm}`;
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b));
}
