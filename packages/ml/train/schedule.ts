import type { RunConfig } from './types';

/** The learning rate of a step (from 0): linear warm-up, then constant, half a cosine to zero, or a fall every few epochs. */
export function learningRateAt(config: RunConfig, step: number, stepsPerEpoch: number): number {
  const { schedule, epochs, optimizer } = config;
  const base = optimizer.learningRate;
  if (step < schedule.warmupSteps) return (base * (step + 1)) / schedule.warmupSteps;
  switch (schedule.name) {
    case 'constant':
      return base;
    case 'cosine': {
      const length = Math.max(1, epochs * stepsPerEpoch - schedule.warmupSteps);
      return (base * (1 + Math.cos((Math.PI * (step - schedule.warmupSteps)) / length))) / 2;
    }
    case 'step':
      return base * schedule.gamma ** Math.floor(step / stepsPerEpoch / schedule.stepEpochs);
  }
}
