import betainc from '@stdlib/math-base-special-betainc';
import lnBeta from '@stdlib/math-base-special-betaln';
import erfc from '@stdlib/math-base-special-erfc';
import gammainc from '@stdlib/math-base-special-gammainc';
import quantile from '@stdlib/stats-base-dists-normal-quantile';

/** P(Z <= x) of the standard normal. */
export const normalCdf = (x: number): number => erfc(-x / Math.SQRT2) / 2;

/** P(Z > x) of the standard normal, accurate far into the tail. */
export const normalSf = (x: number): number => erfc(x / Math.SQRT2) / 2;

/** The x with P(Z <= x) = p; relative error below 1e-6 for p >= 1e-12. */
export const normalQuantile = (p: number): number => quantile(p, 0, 1);

/** P(X <= x) of Beta(a, b). */
export const betaCdf = (x: number, a: number, b: number): number => betainc(x, a, b);

/** P(X > x) of Beta(a, b). */
export const betaSf = (x: number, a: number, b: number): number => betainc(x, a, b, true, true);

/** Natural log of the beta function. */
export const betaln = (a: number, b: number): number => lnBeta(a, b);

/** P(X > x) of a chi-square with `degrees` of freedom; 1 without a degree. */
export const chiSquareSf = (x: number, degrees: number): number =>
  degrees <= 0 ? 1 : x === Number.POSITIVE_INFINITY ? 0 : gammainc(x / 2, degrees / 2, true, true);

/** The x with P(X > x) = tail, by bisection to full precision; 0 without a degree. */
export function chiSquareUpper(tail: number, degrees: number): number {
  if (degrees <= 0) return 0;
  let low = 0;
  let high = degrees + 10;
  while (chiSquareSf(high, degrees) > tail) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (chiSquareSf(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
