import type { RunMetrics } from '@gradus/contracts/api/runs';
import type { Series } from '../../ui/chart/merge-series';

type Points = RunMetrics['points'];

const strokes = [
  { color: 'var(--series-1)', dash: undefined },
  { color: 'var(--series-2)', dash: '6 4' },
  { color: 'var(--series-3)', dash: '2 3' },
  { color: 'var(--series-4)', dash: '8 3 2 3' },
] as const;

const shownMetrics = 4;
const mostPoints = 400;

/** Losses share one chart, everything else that was measured the other; epochs without a name are left out. */
export function splitCurves(points: Points): { losses: string[]; validationLoss: string | null; metrics: string[] } {
  const names = [...new Set(points.flatMap((point) => Object.keys(point.metrics)))];
  const losses = names.filter((name) => /loss/i.test(name));
  const others = names.filter((name) => !/loss|rate|seconds|ms$/i.test(name));
  return {
    losses,
    validationLoss: losses.find((name) => /^(val|validation)/i.test(name)) ?? null,
    metrics: others.slice(0, shownMetrics),
  };
}

export function bestPoint(points: Points, name: string): { epoch: number; value: number } | null {
  let best: { epoch: number; value: number } | null = null;
  for (const { epoch, metrics } of points) {
    const value = metrics[name];
    if (typeof value === 'number' && (best === null || value < best.value)) best = { epoch, value };
  }
  return best;
}

/** Every n-th epoch and the last, so that a long run stays below 500 points a series. */
export function thin(points: Points): Points {
  const every = Math.ceil(points.length / mostPoints);
  return points.filter((_, index) => index % every === 0 || index === points.length - 1);
}

export function curveSeries(points: Points, names: string[], label: (name: string) => string): Series[] {
  return names.map((name, index) => ({
    key: name,
    label: label(name),
    ...(strokes[index % strokes.length] ?? strokes[0]),
    points: thin(points).map(({ epoch, metrics }) => ({ x: epoch, y: metrics[name] ?? null })),
  }));
}
