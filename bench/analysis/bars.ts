import type { Random } from '@gradus/stats/intervals';
import { logF1Below, logF1Within, logF1Worse, logPairsWorse } from '@gradus/stats/sequential';
import { above, below, type Stretch, untilAnyDecided, untilCounted, untilDecided, untilF1Decided } from './simulate';

export interface Bar {
  name: string;
  /** share of the runs that decide must be at most (false alarms) or at least (detection) this */
  rate: { atMost: number } | { atLeast: number };
  medianAtMost?: number;
  p90AtMost?: number;
  run: (random: Random) => number | null;
}

const steady = (share: number, stable: number, candidate: number): Stretch[] => [
  { share, stable, candidate, lasts: 10_000 },
];
const worse =
  (share: number, stable: number, candidate: number, alpha = 0.05) =>
  (random: Random) =>
    untilDecided(steady(share, stable, candidate), alpha, above, random);

const settings = [
  { share: 0.5, rate: 0.01 },
  { share: 0.5, rate: 0.08 },
  { share: 0.05, rate: 0.01 },
  { share: 0.05, rate: 0.08 },
];

/** The base rate doubles while the share rises: pooled over stages, an equal candidate would look worse. */
const ramp: Stretch[] = [
  { share: 0.01, stable: 0.01, candidate: 0.01, lasts: 2000 },
  { share: 0.05, stable: 0.01, candidate: 0.01, lasts: 3000 },
  { share: 0.25, stable: 0.02, candidate: 0.02, lasts: 6000 },
  { share: 0.5, stable: 0.02, candidate: 0.02, lasts: 10_000 },
];

export const bars: Bar[] = [
  ...settings.flatMap(({ share, rate }) =>
    [0.05, 0.01].map(
      (alpha): Bar => ({
        name: `false rollback, ${rate * 100} % errors, share ${share}, alpha ${alpha}`,
        rate: { atMost: alpha },
        run: worse(share, rate, rate, alpha),
      }),
    ),
  ),
  { name: 'errors 1 % -> 3 %', rate: { atLeast: 1 }, medianAtMost: 750, run: worse(0.5, 0.01, 0.03) },
  { name: 'accuracy .92 -> .88', rate: { atLeast: 1 }, medianAtMost: 1050, run: worse(0.5, 0.08, 0.12) },
  { name: 'errors 1 % -> 1.5 %, share .5', rate: { atLeast: 0.65 }, run: worse(0.5, 0.01, 0.015) },
  { name: 'errors 1 % -> 1.5 %, share .05', rate: { atLeast: 0.9 }, run: worse(0.05, 0.01, 0.015) },
  { name: 'slow requests 5 % -> 10 %', rate: { atLeast: 1 }, medianAtMost: 520, run: worse(0.5, 0.05, 0.1) },
  {
    name: 'false advance exactly at the margin 1.5, 8 % errors',
    rate: { atMost: 0.05 },
    run: (random) => untilDecided(steady(0.5, 0.08, 0.12), 0.05, below(1.5), random),
  },
  {
    name: 'false rollback while the base rate doubles and the share rises',
    rate: { atMost: 0.05 },
    run: (random) => untilDecided(ramp, 0.05, above, random),
  },
  {
    name: 'false rollback with five metrics',
    rate: { atMost: 0.05 },
    run: (random) => untilAnyDecided([0.01, 0.02, 0.05, 0.08, 0.2], 0.5, 10_000, 0.05, random),
  },
  {
    name: 'shadow, accuracy .92 -> .88, 8 % of pairs disagree',
    rate: { atLeast: 1 },
    medianAtMost: 450,
    run: (random) =>
      untilCounted(
        [0.06, 0.02],
        ([candidateBad = 0, stableBad = 0]) => logPairsWorse({ candidateBad, stableBad, bothBad: 0, bothGood: 0 }),
        10_000,
        0.05,
        random,
      ),
  },
  {
    name: 'F1 .75 against a floor of .8, 30 % positive',
    rate: { atLeast: 1 },
    medianAtMost: 1200,
    run: (random) =>
      untilCounted(
        [0.225, 0.15],
        ([truePositives = 0, mistakes = 0]) => logF1Below({ truePositives, mistakes }, 0.8),
        10_000,
        0.05,
        random,
      ),
  },
  {
    name: 'F1 .72 against .80 of stable, 30 % positive',
    rate: { atLeast: 1 },
    medianAtMost: 3200,
    p90AtMost: 5000,
    run: (random) => untilF1Decided({ candidate: 0.72, stable: 0.8 }, logF1Worse, random),
  },
  {
    name: 'F1 .80 against .80 of stable: false rollback',
    rate: { atMost: 0.05 },
    run: (random) => untilF1Decided({ candidate: 0.8, stable: 0.8 }, logF1Worse, random),
  },
  {
    name: 'F1 .80 against .80 of stable, in a shadow stage: false rollback',
    rate: { atMost: 0.05 },
    run: (random) => untilF1Decided({ candidate: 0.8, stable: 0.8, paired: true }, logF1Worse, random),
  },
  {
    name: 'F1 .80 against .80 of stable: advance with margin .05',
    rate: { atLeast: 0.87 },
    run: (random) => untilF1Decided({ candidate: 0.8, stable: 0.8 }, (arms) => logF1Within(arms, 0.05), random),
  },
  {
    name: 'F1 .75 against .80 of stable: false advance exactly at the margin .05',
    rate: { atMost: 0.05 },
    run: (random) => untilF1Decided({ candidate: 0.75, stable: 0.8 }, (arms) => logF1Within(arms, 0.05), random),
  },
];
