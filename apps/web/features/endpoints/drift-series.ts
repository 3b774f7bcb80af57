import type { EndpointDrift } from '@gradus/contracts/api/endpoints';
import type { Series } from '../../ui/chart/merge-series';

type Feature = EndpointDrift['features'][number];

const drawn = 4;
const strokes = [
  { color: 'var(--series-2)', dash: undefined },
  { color: 'var(--series-1)', dash: '6 3' },
  { color: 'var(--series-3)', dash: '2 3' },
  { color: 'var(--series-4)', dash: '8 3 2 3' },
] as const;

/** The largest PSI first; inputs without data last. */
export const mostMoved = (features: Feature[]): Feature[] =>
  [...features].sort((a, b) => (b.psi ?? -1) - (a.psi ?? -1));

export function driftSeries(features: Feature[]): Series[] {
  return features.slice(0, drawn).map((feature, index) => ({
    key: feature.name,
    label: feature.name,
    ...(strokes[index] ?? strokes[0]),
    points: feature.series.map(({ at, psi }) => ({ x: new Date(at).getTime(), y: psi })),
  }));
}
