import { DomainError } from '@gradus/core/error';
import { type PolicySpec, validatePolicy } from '@gradus/core/policy';

/** The policy, or an error that points at each field that breaks a rule. */
export function checkPolicy(spec: PolicySpec): PolicySpec {
  const errors = validatePolicy(spec);
  if (errors.length > 0) throw new DomainError('invalid_request', 'The policy breaks its own rules.', { errors });
  return spec;
}
