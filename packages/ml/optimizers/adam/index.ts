import { add, div, type Graph, mul, sqrt, sub, type Value } from '../../graph';
import type { Optimizer, OptimizerOptions } from '../types';

/** Adam (Kingma, Ba 2015) with bias correction; ε is added outside the root. */
export const adam: Optimizer = {
  name: 'adam',
  title: 'Adam',
  options: [
    {
      path: '/optimizer/beta1',
      label: 'β₁',
      description: 'Memory of the mean gradient',
      type: 'number',
      minimum: 0,
      maximum: 0.9999,
      default: 0.9,
    },
    {
      path: '/optimizer/beta2',
      label: 'β₂',
      description: 'Memory of the squared gradient',
      type: 'number',
      minimum: 0,
      maximum: 0.99999,
      default: 0.999,
    },
    {
      path: '/optimizer/epsilon',
      label: 'ε',
      description: 'Keeps the step finite where gradients vanish',
      type: 'number',
      minimum: 1e-12,
      maximum: 1,
      default: 1e-8,
      scale: 'log',
    },
  ],
  moments: () => ['mean', 'square'],
  scalars: adamScalars,
  update(graph, options, { parameter, gradient, moments, scalars }) {
    const { step, moments: next } = adamStep(graph, options, gradient, moments, scalars);
    return { parameter: sub(graph, parameter, step), moments: next };
  },
};

/** [η / (1 - β₁ᵗ), 1 / sqrt(1 - β₂ᵗ)]: what one step needs of the bias corrections. */
export function adamScalars(options: OptimizerOptions, learningRate: number, step: number): number[] {
  return [learningRate / (1 - Number(options.beta1) ** step), 1 / Math.sqrt(1 - Number(options.beta2) ** step)];
}

/** The step to subtract and the next moments. */
export function adamStep(
  graph: Graph,
  options: OptimizerOptions,
  gradient: Value,
  moments: Value[],
  scalars: Value[],
): { step: Value; moments: Value[] } {
  const [mean, square] = moments;
  const [rate, correction] = scalars;
  if (!mean || !square || !rate || !correction) throw new Error('adam needs two moments and two scalars');
  const [beta1, beta2] = [Number(options.beta1), Number(options.beta2)];
  const nextMean = add(graph, mul(graph, mean, graph.scalar(beta1)), mul(graph, gradient, graph.scalar(1 - beta1)));
  const squared = mul(graph, mul(graph, gradient, gradient), graph.scalar(1 - beta2));
  const nextSquare = add(graph, mul(graph, square, graph.scalar(beta2)), squared);
  const root = mul(graph, sqrt(graph, nextSquare), correction);
  const ratio = div(graph, nextMean, add(graph, root, graph.scalar(Number(options.epsilon))));
  return { step: mul(graph, ratio, rate), moments: [nextMean, nextSquare] };
}
