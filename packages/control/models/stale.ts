import type { Model } from '@gradus/contracts/api/models';
import { DomainError } from '@gradus/core/error';

/** @param readAt `updatedAt` of the model as the caller read it; without one any state will do */
export function refuseStale(model: Pick<Model, 'updatedAt'>, readAt: string | null | undefined): void {
  if (readAt === null || readAt === undefined || readAt === model.updatedAt) return;
  throw new DomainError('stale', 'The model changed since you read it. Read it again, then decide.');
}
