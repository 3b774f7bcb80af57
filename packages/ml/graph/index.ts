/** Replaced by the builder; published first so that families can be typed against it. */
export interface Value {
  name: string;
}
export interface Graph {
  nodes: unknown[];
}
