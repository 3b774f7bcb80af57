import { DriftRequest, DriftResponse } from '@gradus/contracts/api/evaluations';
import {
  type CategoricalMethod,
  type Comparison,
  categoricalMethods,
  compareCategorical,
  compareNumeric,
  type NumericMethod,
  numericMethods,
} from '@gradus/stats/drift';
import { InvalidInput } from '@gradus/stats/input';
import type { z } from 'zod';
import { route } from './route';
import type { ApiApp } from './types';

export function driftRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'post',
      path: '/drift/compare',
      scope: 'read',
      tag: 'drift',
      summary: 'Compare two samples',
      description: 'Stateless, by the same code as monitoring runs. Without `methods`, all that suit the type.',
      body: DriftRequest,
      limit: 'largeJson',
      stateless: true,
      status: 200,
      answer: DriftResponse,
    }),
    (c) => c.json(compare(c.req.valid('json')), 200),
  );
}

function compare({ type, reference, current, methods }: z.infer<typeof DriftRequest>): Comparison {
  switch (type) {
    case 'numeric':
      return compareNumeric(
        numbers(reference, '/reference'),
        numbers(current, '/current'),
        methods && suited(methods, numericMethods, type),
      );
    case 'categorical':
      return compareCategorical(reference, current, methods && suited(methods, categoricalMethods, type));
  }
}

type Value = string | number | boolean | null;

function numbers(values: Value[], pointer: string): (number | null)[] {
  for (const [i, value] of values.entries()) {
    if (typeof value !== 'number' && value !== null)
      throw new InvalidInput(`${pointer}/${i}`, 'must be a number or null');
  }
  return values as (number | null)[];
}

function suited<M extends NumericMethod | CategoricalMethod>(
  asked: readonly string[],
  known: readonly M[],
  type: string,
): M[] {
  return asked.map((name, i) => {
    const method = known.find((candidate) => candidate === name);
    if (method === undefined) throw new InvalidInput(`/methods/${i}`, `${name} is not for ${type} values`);
    return method;
  });
}
