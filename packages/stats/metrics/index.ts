export { score } from './score';
export type { ClassScore, Label, Score, ScoreInput, Task } from './types';
