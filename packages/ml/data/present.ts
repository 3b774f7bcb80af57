/** The values at `rows` that are there (not NaN), in double precision. */
export function presentValues(values: Float32Array | Float64Array, rows: Uint32Array): Float64Array {
  const present = new Float64Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i] ?? 0];
    if (value !== undefined && !Number.isNaN(value)) present[count++] = value;
  }
  return present.subarray(0, count);
}

/** Mean and population variance; zeros without values. */
export function moments(values: Float64Array): { mean: number; variance: number } {
  const count = Math.max(1, values.length);
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / count;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, variance: squares / count };
}
