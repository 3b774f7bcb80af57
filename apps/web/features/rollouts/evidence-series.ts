import type { RolloutEvidence } from '@gradus/contracts/api/releases';
import type { Series } from '../../ui/chart/merge-series';

type Points = RolloutEvidence['series'];

/** An e-value may be 0, which no log scale can show; below this it says nothing anyway. */
const smallestShown = 0.01;

const strokes = [
  { color: 'var(--series-6)', dash: undefined },
  { color: 'var(--series-3)', dash: '6 4' },
  { color: 'var(--series-4)', dash: '2 3' },
] as const;

const time = (iso: string) => new Date(iso).getTime();

export const metricsOf = (points: Points): string[] => [...new Set(points.map(({ metric }) => metric))];

export function evidenceSeries(points: Points): Series[] {
  return metricsOf(points).map((metric, index) => ({
    key: metric,
    label: metric,
    ...(strokes[index % strokes.length] ?? strokes[0]),
    points: points
      .filter((point) => point.metric === metric)
      .map(({ at, evidence }) => ({ x: time(at), y: Math.max(evidence, smallestShown) })),
  }));
}

export function shareSeries(points: Points, label: string): Series[] {
  const byTime = new Map(points.map(({ at, weight }) => [time(at), weight]));
  return [
    {
      key: 'share',
      label,
      color: 'var(--series-2)',
      step: true,
      points: [...byTime].map(([x, y]) => ({ x, y })),
    },
  ];
}

export function armSeries(points: Points, metric: string, labels: { candidate: string; stable: string }): Series[] {
  const own = points.filter((point) => point.metric === metric);
  return [
    {
      key: 'candidate',
      label: labels.candidate,
      color: 'var(--series-2)',
      dash: '6 3',
      points: own.map(({ at, candidate }) => ({ x: time(at), y: candidate })),
    },
    {
      key: 'stable',
      label: labels.stable,
      color: 'var(--series-1)',
      points: own.map(({ at, stable }) => ({ x: time(at), y: stable })),
    },
  ];
}

/** A line where each stage after the first begins. */
export function stageEvents(points: Points, label: (stage: number) => string): { value: number; label: string }[] {
  const sorted = [...points].sort((a, b) => a.at.localeCompare(b.at));
  return sorted.flatMap(({ at, stage }, index) => {
    const before = sorted[index - 1];
    return before && before.stage !== stage ? [{ value: time(at), label: label(stage) }] : [];
  });
}
