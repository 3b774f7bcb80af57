/**
 * Areas under the ROC curve and the precision-recall curve of a binary score, ties handled exactly.
 * Positives and negatives are sorted apart (native sort) and walked down together: O(n log n), no index sort.
 * @param scores higher means more likely positive
 * @param positive 1 for a positive row, else 0
 * @returns nulls when only one class occurs; `prAuc` is the average precision (step sum)
 */
export function rankingAreas(
  scores: Float64Array,
  positive: Uint8Array,
): { rocAuc: number | null; prAuc: number | null } {
  const { ones, zeros } = split(scores, positive);
  if (ones.length === 0 || zeros.length === 0) return { rocAuc: null, prAuc: null };
  ones.sort();
  zeros.sort();
  let i = ones.length - 1;
  let j = zeros.length - 1;
  let hits = 0;
  let misses = 0;
  let pairs = 0;
  let area = 0;
  while (i >= 0 || j >= 0) {
    const a = i >= 0 ? (ones[i] ?? 0) : Number.NEGATIVE_INFINITY;
    const b = j >= 0 ? (zeros[j] ?? 0) : Number.NEGATIVE_INFINITY;
    const level = Math.max(a, b);
    let up = 0;
    let down = 0;
    for (; i >= 0 && ones[i] === level; i--) up++;
    for (; j >= 0 && zeros[j] === level; j--) down++;
    pairs += down * (hits + up / 2);
    hits += up;
    misses += down;
    area += up * (hits / (hits + misses));
  }
  return { rocAuc: pairs / (ones.length * zeros.length), prAuc: area / ones.length };
}

function split(scores: Float64Array, positive: Uint8Array): { ones: Float64Array; zeros: Float64Array } {
  let count = 0;
  for (let i = 0; i < positive.length; i++) count += positive[i] ?? 0;
  const ones = new Float64Array(count);
  const zeros = new Float64Array(positive.length - count);
  let one = 0;
  let zero = 0;
  for (let i = 0; i < positive.length; i++) {
    if (positive[i] === 1) ones[one++] = scores[i] ?? 0;
    else zeros[zero++] = scores[i] ?? 0;
  }
  return { ones, zeros };
}
