/** How often one class was predicted where another was true. */
export type Confusion = { predicted: string; truth: string; n: number }[];

/** F1 of the positive class, or the mean over all classes that occur when there is none. Null where undefined. */
export function f1Of(cells: Confusion, positive: string | null): number | null {
  if (positive !== null) return f1OfClass(cells, positive);
  const classes = new Set(cells.flatMap((cell) => [cell.predicted, cell.truth]));
  if (classes.size === 0) return null;
  let sum = 0;
  for (const name of classes) sum += f1OfClass(cells, name) ?? 0;
  return sum / classes.size;
}

function f1OfClass(cells: Confusion, name: string): number | null {
  let [hits, misses] = [0, 0];
  for (const { predicted, truth, n } of cells) {
    if (predicted === name && truth === name) hits += n;
    else if (predicted === name || truth === name) misses += n;
  }
  return hits + misses === 0 ? null : (2 * hits) / (2 * hits + misses);
}
