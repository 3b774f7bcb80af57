import type { Dim } from './graph';

/** The shape of an elementwise result under ONNX (numpy) broadcasting. Throws when the shapes do not fit. */
export function broadcast(a: Dim[], b: Dim[]): Dim[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    if (x === 1) return y;
    if (y === 1 || x === y) return x;
    throw new Error(`shapes ${show(a)} and ${show(b)} do not broadcast`);
  });
}

/** Axes of `full` over which a gradient must be summed to fit `shape`, which was broadcast to `full`. */
export function broadcastAxes(shape: Dim[], full: Dim[]): number[] {
  const lead = full.length - shape.length;
  return full.flatMap((dim, axis) => (axis < lead || (shape[axis - lead] === 1 && dim !== 1) ? [axis] : []));
}

/** The dimension as a number; the message names the shape when it is only known at run time. */
export function fixed(shape: Dim[], axis: number): number {
  const dim = shape[axis < 0 ? shape.length + axis : axis];
  if (typeof dim === 'number') return dim;
  throw new Error(`dimension ${axis} of ${show(shape)} must be known`);
}

export function show(shape: Dim[]): string {
  return `[${shape.join(', ')}]`;
}
