import type { EndpointDrift } from '@gradus/contracts/api/endpoints';
import { binOf, minimumWindow, psiFromCounts, psiThreshold } from '@gradus/stats/drift';
import type { ReferenceFeature } from './reference';

export interface InputSample {
  at: Date;
  inputs: Record<string, unknown>;
}

type FeatureDrift = EndpointDrift['features'][number];

const SERIES = 24;
/** A point of the series with fewer values is "no data". */
const FEWEST_IN_POINT = 50;
const OTHER = 'other';

/** PSI over the frozen bins. Below `minimumWindow` values the number is shown, but nothing is called drift. */
export function driftOf(
  feature: ReferenceFeature,
  samples: InputSample[],
  window: { from: Date; to: Date },
): FeatureDrift {
  const bins = binsOf(feature);
  const reference = padded(feature.counts, bins.length);
  const points = Array.from({ length: SERIES }, () => new Array<number>(bins.length).fill(0));
  const width = (window.to.getTime() - window.from.getTime()) / SERIES;
  for (const { at, inputs } of samples) {
    const bin = binOfValue(feature, inputs[feature.name]);
    const point = points[Math.min(SERIES - 1, Math.floor((at.getTime() - window.from.getTime()) / width))];
    if (bin !== null && point) point[bin] = (point[bin] ?? 0) + 1;
  }
  const current = bins.map((_, bin) => sum(points.map((point) => point[bin] ?? 0)));
  const [referenceCount, n] = [sum(reference), sum(current)];
  const psi = psiFromCounts(reference, current);
  const threshold = psiThreshold(referenceCount, Math.max(n, 1), bins.length);
  return {
    name: feature.name,
    type: feature.type,
    psi,
    threshold,
    drifted: psi !== null && n >= minimumWindow && psi > threshold,
    n,
    reference: shares(reference),
    current: shares(current),
    bins,
    series: points.map((counts, i) => ({
      at: new Date(window.from.getTime() + i * width).toISOString(),
      psi: sum(counts) < FEWEST_IN_POINT ? null : psiFromCounts(reference, counts),
      n: sum(counts),
    })),
  };
}

function binOfValue(feature: ReferenceFeature, value: unknown): number | null {
  if (value === null || value === undefined || value === '') return null;
  switch (feature.type) {
    case 'numeric': {
      const number = Number(value);
      return Number.isFinite(number) ? binOf(feature.cuts, number) : null;
    }
    case 'categorical': {
      const known = feature.categories.indexOf(String(value));
      return known === -1 ? feature.categories.length : known;
    }
  }
}

/** Names of the bins; a categorical feature has one more for what the reference never held. */
function binsOf(feature: ReferenceFeature): string[] {
  switch (feature.type) {
    case 'categorical':
      return [...feature.categories, OTHER];
    case 'numeric': {
      const { cuts } = feature;
      if (cuts.length === 0) return ['all'];
      const inner = cuts.slice(1).map((cut, i) => `${short(cuts[i] ?? 0)} to ${short(cut)}`);
      return [`< ${short(cuts[0] ?? 0)}`, ...inner, `>= ${short(cuts[cuts.length - 1] ?? 0)}`];
    }
  }
}

const short = (value: number): string => String(Number(value.toPrecision(4)));
const padded = (counts: number[], length: number): number[] => Array.from({ length }, (_, i) => counts[i] ?? 0);
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const shares = (counts: number[]): number[] => counts.map((count) => count / Math.max(sum(counts), 1));
