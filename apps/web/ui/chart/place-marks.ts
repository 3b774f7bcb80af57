export interface Mark {
  value: number;
  label: string;
}

export interface PlacedMark extends Mark {
  /** the line of text, counted from the top; none where every line is taken */
  row: number | null;
  /** on which side of its line the text stands */
  side: 'left' | 'right';
}

const rows = 3;
/** of the width of the chart that a short label takes, with air */
const labelWidth = 0.17;
const turnsAt = 0.8;

/** Short labels at vertical lines, in up to three rows, none over another. The newest has the first claim. */
export function placeMarks(marks: Mark[], from: number, to: number): PlacedMark[] {
  const span = to - from || 1;
  const taken: [number, number][][] = Array.from({ length: rows }, () => []);
  const place = (mark: Mark): PlacedMark => {
    const at = (mark.value - from) / span;
    const side = at > turnsAt ? 'left' : 'right';
    const [start, end] = side === 'left' ? [at - labelWidth, at] : [at, at + labelWidth];
    const row = taken.findIndex((used) => used.every(([low, high]) => end <= low || start >= high));
    taken[row]?.push([start, end]);
    return { ...mark, side, row: row === -1 ? null : row };
  };
  return marks
    .filter(({ value }) => value >= from && value <= to)
    .sort((a, b) => b.value - a.value)
    .map(place)
    .reverse();
}
