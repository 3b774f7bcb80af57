import type { RangeQuery } from '@gradus/contracts/api/endpoints';
import { DomainError } from '@gradus/core/error';

export interface Range {
  from: Date;
  to: Date;
  stepSeconds: number;
}

const HOUR_MS = 3_600_000;
const POINTS = 120;
const MOST_POINTS = 500;
/** Counts are kept by the minute: no point is narrower. */
const MINUTE = 60;

/** The range that was asked for, by default the last hour, in about 120 points of whole minutes. */
export function resolveRange(query: RangeQuery, now: Date): Range {
  const to = query.to ? new Date(query.to) : now;
  const from = query.from ? new Date(query.from) : new Date(to.getTime() - HOUR_MS);
  const seconds = (to.getTime() - from.getTime()) / 1000;
  if (seconds <= 0) {
    throw new DomainError('invalid_request', 'The range is empty.', {
      errors: [{ pointer: '/from', detail: 'must lie before `to`' }],
    });
  }
  const narrowest = seconds / MOST_POINTS;
  const wanted = Math.max(query.step ?? seconds / POINTS, narrowest);
  return { from, to, stepSeconds: Math.ceil(wanted / MINUTE) * MINUTE };
}
