import type { Policy } from '@gradus/contracts/api/policies';

/** The tag that the API gives to a policy as it was read: a change is refused when someone else came first. */
export const etagOf = ({ updatedAt }: Pick<Policy, 'updatedAt'>): string => `"${Date.parse(updatedAt).toString(36)}"`;
