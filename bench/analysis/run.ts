import { mkdirSync, writeFileSync } from 'node:fs';
import { seededRandom } from '@gradus/stats/intervals';
import { type Bar, bars } from './bars';

const seeds = Number(process.argv[2] ?? 2000);

const results = bars.map((bar) => {
  const decided = Array.from({ length: seeds }, (_, seed) => bar.run(seededRandom(seed * 7919 + 13)));
  const rate = decided.filter((n) => n !== null).length / seeds;
  const sorted = decided.map((n) => n ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const median = at(sorted, 0.5);
  const p90 = at(sorted, 0.9);
  const met = isMet(bar, { rate, median, p90 });
  console.log(
    `${met ? 'ok  ' : 'MISS'} ${bar.name}: ${rate.toFixed(4)} decide, median ${median ?? '-'}, p90 ${p90 ?? '-'}`,
  );
  return {
    name: bar.name,
    rate,
    median,
    p90,
    bar: { rate: bar.rate, medianAtMost: bar.medianAtMost ?? null, p90AtMost: bar.p90AtMost ?? null },
    met,
  };
});
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/analysis.json', `${JSON.stringify({ seeds, results }, null, 2)}\n`);
console.log('written to bench/results/analysis.json');
process.exitCode = results.every((result) => result.met) ? 0 : 1;

function isMet(bar: Bar, seen: { rate: number; median: number | null; p90: number | null }): boolean {
  const inRate = 'atMost' in bar.rate ? seen.rate <= bar.rate.atMost : seen.rate >= bar.rate.atLeast;
  const within = (n: number | null, most: number | undefined) => most === undefined || (n !== null && n <= most);
  return inRate && within(seen.median, bar.medianAtMost) && within(seen.p90, bar.p90AtMost);
}

function at(sorted: number[], q: number): number | null {
  const value = sorted[Math.floor(q * (sorted.length - 1))] ?? Number.POSITIVE_INFINITY;
  return Number.isFinite(value) ? value : null;
}
