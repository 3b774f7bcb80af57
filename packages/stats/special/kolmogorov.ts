import gammaln from '@stdlib/math-base-special-gammaln';

/** Limit law of sqrt(n) D_n: P(K > x) = 2 SUM (-1)^(k-1) exp(-2 k^2 x^2); the dual series below x = 1. */
export function kolmogorovSf(x: number): number {
  if (x <= 0) return 1;
  if (x < 1) {
    const step = -(Math.PI ** 2) / (8 * x * x);
    let cdf = 0;
    for (let k = 1; k < 40; k += 2) cdf += Math.exp(step * k * k);
    return 1 - (Math.sqrt(2 * Math.PI) / x) * cdf;
  }
  let tail = 0;
  for (let k = 1; k < 40; k++) tail += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return tail;
}

/**
 * P(D_n > d) of the one-sample Kolmogorov statistic for n points, the "asymptotic" p of two samples when n is their
 * effective size. Chooses by region as Simard and L'Ecuyer (2011): the one-sided sum where it dominates, the exact
 * matrix of Marsaglia, Tsang and Wang for few points, the expansion of Pelz and Good (1976) for many.
 */
export function kolmogorovFiniteSf(n: number, d: number): number {
  const t = n * d;
  if (n <= 0 || t <= 0.5) return 1;
  if (d >= 1) return 0;
  const z = t * d;
  if (t >= n - 1) return 2 * (1 - d) ** n;
  if (n > LARGE) return kolmogorovSf(Math.sqrt(z) + 1 / (6 * Math.sqrt(n)) + (Math.sqrt(z) - 1) / (4 * n));
  if (d >= 0.5 || (n <= 140 ? z > 4 : z >= 2.2)) return clamp(2 * oneSidedSf(n, d));
  if (n <= 140 || n * d ** 1.5 <= 1.4) return clamp(1 - matrixCdf(n, d));
  return clamp(1 - pelzGoodCdf(n, d));
}

const LARGE = 200_000;

/** P(D_n^+ > d), the sum of Birnbaum and Tingey; all its terms are positive, so logs lose nothing. */
function oneSidedSf(n: number, d: number): number {
  const last = Math.floor(n * (1 - d));
  const logFactorial = gammaln(n + 1);
  let total = 0;
  for (let j = 0; j <= last; j++) {
    const left = d + j / n;
    const right = 1 - left;
    if (right <= 0) continue;
    const choose = logFactorial - gammaln(j + 1) - gammaln(n - j + 1);
    total += Math.exp(choose + (j - 1) * Math.log(left) + (n - j) * Math.log(right));
  }
  return d * total;
}

/** P(D_n <= d) exactly: the middle entry of n! / n^n H^n. */
function matrixCdf(n: number, d: number): number {
  const k = Math.floor(n * d) + 1;
  const size = 2 * k - 1;
  const h = k - n * d;
  const at = (i: number, j: number) => i * size + j;
  const start = new Float64Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) start[at(i, j)] = i - j + 1 < 0 ? 0 : 1;
  for (let i = 0; i < size; i++) {
    start[at(i, 0)] = (start[at(i, 0)] ?? 0) - h ** (i + 1);
    start[at(size - 1, i)] = (start[at(size - 1, i)] ?? 0) - h ** (size - i);
  }
  if (2 * h > 1) start[at(size - 1, 0)] = (start[at(size - 1, 0)] ?? 0) + (2 * h - 1) ** size;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (let g = 2; g <= i - j + 1; g++) start[at(i, j)] = (start[at(i, j)] ?? 0) / g;
    }
  }
  const { values, log } = power(start, size, n);
  return Math.exp(Math.log(values[at(k - 1, k - 1)] ?? 0) + log + gammaln(n + 1) - n * Math.log(n));
}

/** matrix^n as values * exp(log), rescaled at each step so that nothing overflows. */
function power(matrix: Float64Array, size: number, n: number): { values: Float64Array; log: number } {
  if (n === 1) return rescale(matrix, 0);
  const half = power(matrix, size, n >> 1);
  const square = rescale(multiply(half.values, half.values, size), 2 * half.log);
  return n % 2 === 0 ? square : rescale(multiply(square.values, matrix, size), square.log);
}

function rescale(values: Float64Array, log: number): { values: Float64Array; log: number } {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { values: values.map((value) => value / largest), log: log + Math.log(largest) };
}

function multiply(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const left = a[i * size + k] ?? 0;
      for (let j = 0; j < size; j++) out[i * size + j] = (out[i * size + j] ?? 0) + left * (b[k * size + j] ?? 0);
    }
  }
  return out;
}

/** P(D_n <= d) to four orders in 1/sqrt(n), each order a theta series in z = d sqrt(n). */
function pelzGoodCdf(n: number, d: number): number {
  const z = d * Math.sqrt(n);
  const z2 = z * z;
  const pi2 = Math.PI ** 2;
  const q = Math.exp(-pi2 / (8 * z2));
  const orders = [0, 0, 0, 0];
  const add = (order: number, value: number) => {
    orders[order] = (orders[order] ?? 0) + value;
  };
  const last = Math.ceil((16 * z) / Math.PI);
  for (let k = 1; k <= last; k++) {
    const m2 = (2 * k - 1) ** 2 * pi2;
    const weight = Math.sqrt(2 * Math.PI) * q ** ((2 * k - 1) ** 2);
    add(0, weight / z);
    add(1, (weight * (m2 / 4 - z2)) / (6 * z ** 4));
    add(
      2,
      (weight * (6 * z ** 6 + 2 * z ** 4 + ((2 * z ** 4 - 5 * z2) * m2) / 4 + (m2 * m2 * (1 - 2 * z2)) / 16)) /
        (72 * z ** 7),
    );
    const cubic = ((135 * z ** 4 - 96 * z ** 6) * m2) / 4 + ((212 * z ** 4 - 60 * z2) * m2 ** 2) / 16;
    add(3, (weight * (cubic + ((5 - 30 * z2) * m2 ** 3) / 64 - 30 * z ** 6 - 90 * z ** 8)) / (6480 * z ** 10));
    const k2 = k * k * pi2;
    const even = Math.sqrt(2 * Math.PI) * Math.exp(-k2 / 2 / z2) * k2;
    add(2, -even / (36 * z ** 3));
    add(3, (even * (3 * z2 - k2)) / (216 * z ** 6));
  }
  return orders.reduce((cdf, value, order) => cdf + value / n ** (order / 2), 0);
}

const clamp = (p: number): number => Math.min(1, Math.max(0, p));
