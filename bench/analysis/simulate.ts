import type { Random } from '@gradus/stats/intervals';
import { type ArmEvents, type F1Arms, logMeanExp, logRiskAbove, logRiskBelow } from '@gradus/stats/sequential';

const PEEK = 50;

/** A stretch of traffic: share of the candidate, bad-event rates, and how many of the candidate's requests it lasts. */
export interface Stretch {
  share: number;
  stable: number;
  candidate: number;
  lasts: number;
}

type Test = (stages: readonly ArmEvents[]) => number;

export const above: Test = (stages) => logRiskAbove(stages, 1);
export const below =
  (margin: number): Test =>
  (stages) =>
    logRiskBelow(stages, margin);

/** Candidate requests until the test decides, looked at each 50th; null when it never does. */
export function untilDecided(stretches: readonly Stretch[], alpha: number, test: Test, random: Random): number | null {
  const stages: ArmEvents[] = [];
  let n = 0;
  for (const { share, stable, candidate, lasts } of stretches) {
    const stage = { share, candidate: 0, stable: 0 };
    stages.push(stage);
    for (const end = n + lasts; n < end; ) {
      if (random() >= share) {
        if (random() < stable) stage.stable++;
        continue;
      }
      n++;
      if (random() < candidate) stage.candidate++;
      if (n % PEEK === 0 && test(stages) >= -Math.log(alpha)) return n;
    }
  }
  return null;
}

/** Several metrics of the same requests under one budget: the mean of their e-values decides. */
export function untilAnyDecided(
  rates: readonly number[],
  share: number,
  lasts: number,
  alpha: number,
  random: Random,
): number | null {
  const metrics = rates.map((rate) => ({ rate, events: { share, candidate: 0, stable: 0 } }));
  for (let n = 0; n < lasts; ) {
    const arm = random() < share ? 'candidate' : 'stable';
    for (const { rate, events } of metrics) if (random() < rate) events[arm]++;
    if (arm === 'stable') continue;
    n++;
    if (n % PEEK === 0 && logMeanExp(metrics.map(({ events }) => above([events]))) >= -Math.log(alpha)) return n;
  }
  return null;
}

/** Trials with one of several outcomes each, until the test on their counts decides. */
export function untilCounted(
  probabilities: readonly number[],
  test: (counts: readonly number[]) => number,
  lasts: number,
  alpha: number,
  random: Random,
): number | null {
  const counts = probabilities.map(() => 0);
  for (let n = 1; n <= lasts; n++) {
    let rest = random();
    const outcome = probabilities.findIndex((probability) => {
      rest -= probability;
      return rest < 0;
    });
    if (outcome >= 0) counts[outcome] = (counts[outcome] ?? 0) + 1;
    if (n % PEEK === 0 && test(counts) >= -Math.log(alpha)) return n;
  }
  return null;
}

/**
 * Candidate requests of 10,000 until a test on F1 decides; as many go to stable. 30 % are positive, and a mistake is
 * as often a false positive as a false negative. Paired: both arms answer the same requests, and find the same of
 * them hard.
 */
export function untilF1Decided(
  { candidate, stable, paired = false }: { candidate: number; stable: number; paired?: boolean },
  test: (arms: F1Arms) => number,
  random: Random,
): number | null {
  const arms = { candidate: noEvents(), stable: noEvents(), paired };
  for (let n = 1; n <= 10_000; n++) {
    const draw = random();
    count(arms.candidate, candidate, draw);
    count(arms.stable, stable, paired && random() < 0.7 ? draw : random());
    if (n % PEEK === 0 && test(arms) >= Math.log(20)) return n;
  }
  return null;
}

const noEvents = () => ({ truePositives: 0, mistakes: 0 });

/** With recall = precision = F1 the 30 % positives give 0.3 F1 hits and 0.6 (1 - F1) mistakes. */
function count(events: { truePositives: number; mistakes: number }, f1: number, draw: number): void {
  if (draw < 0.3 * f1) events.truePositives++;
  else if (draw < 0.3 * f1 + 0.6 * (1 - f1)) events.mistakes++;
}
