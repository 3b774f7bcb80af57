import { PolicySpec, type ReplayRequest, type ReplayResponse } from '@gradus/contracts/api/policies';
import { DomainError } from '@gradus/core/error';
import type { Context } from '../context';
import { finite } from '../rollouts/decisions';
import { checkPolicy } from './check';
import { findPolicy } from './find';
import { replayPolicy } from './replay';

export interface RunReplay {
  /** name or id of a stored policy */
  policy: string | null;
  /** stands in for it */
  inline: PolicySpec | null;
  observations: ReplayRequest['observations'];
}

/** What a policy, stored or given, would have decided on past observations. Changes nothing. */
export async function runReplay(ctx: Context, input: RunReplay): Promise<ReplayResponse> {
  const stored = input.policy === null ? null : await findPolicy(ctx, input.policy);
  const spec = input.inline ?? (stored ? PolicySpec.parse(stored.spec) : null);
  if (spec === null) {
    const detail = 'Put the policy here, or name a stored one in the path.';
    throw new DomainError('invalid_request', detail, { errors: [{ pointer: '/policy', detail }] });
  }
  const { decisions, outcome } = replayPolicy(checkPolicy(spec), input.observations);
  return {
    decisions: decisions.map(({ t, n, stage, action, metric, evidence, reason }) => ({
      t,
      n,
      stage,
      action,
      metric,
      evidence: evidence === null ? null : finite(evidence),
      reason,
    })),
    outcome,
  };
}
