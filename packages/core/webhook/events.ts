import type { AuditEntry } from '../audit';

/** What a webhook may be told. The names are promises. */
export const WEBHOOK_EVENTS = [
  'release.created',
  'release.gates_passed',
  'release.gates_failed',
  'release.approved',
  'release.rejected',
  'release.cancelled',
  'release.completed',
  'release.rolled_back',
  'rollout.started',
  'rollout.advanced',
  'rollout.paused',
  'rollout.resumed',
  'rollout.completed',
  'rollout.rolled_back',
  'run.created',
  'run.resumed',
  'run.succeeded',
  'run.failed',
  'run.cancelled',
  'version.created',
  'alias.moved',
  'incident.opened',
] as const;
export type WebhookEventType = (typeof WEBHOOK_EVENTS)[number];

export interface WebhookEvent {
  type: WebhookEventType;
  subject: AuditEntry['subject'];
}

type Change = Pick<AuditEntry, 'action' | 'subject' | 'after'>;

/** What an entry of the audit log is to the world outside: no event, one, or two. */
export function eventsOf(change: Change): WebhookEvent[] {
  return typesOf(change).map((type) => ({ type, subject: change.subject }));
}

const BY_ACTION: ReadonlyMap<string, readonly WebhookEventType[]> = new Map<string, readonly WebhookEventType[]>([
  ['release.create', ['release.created']],
  ['release.gates_passed', ['release.gates_passed']],
  ['release.gates_failed', ['release.gates_failed']],
  ['release.approve', ['release.approved']],
  ['release.reject', ['release.rejected']],
  ['release.cancel', ['release.cancelled']],
  ['release.complete', ['release.completed']],
  ['release.roll_back', ['release.rolled_back']],
  ['rollout.start', ['rollout.started']],
  ['rollout.advance', ['rollout.advanced']],
  ['rollout.pause', ['rollout.paused']],
  ['rollout.resume', ['rollout.resumed']],
  ['rollout.complete', ['rollout.completed']],
  ['rollout.rollback', ['rollout.rolled_back']],
  ['run.create', ['run.created']],
  ['run.resume', ['run.resumed']],
  ['run.succeed', ['run.succeeded', 'version.created']],
  ['run.fail', ['run.failed']],
  ['version.create', ['version.created']],
  ['alias.set', ['alias.moved']],
  ['alias.delete', ['alias.moved']],
  ['incident.open', ['incident.opened']],
]);

function typesOf({ action, after }: Change): readonly WebhookEventType[] {
  // A running training is asked to stop first; it is cancelled once it has.
  if (action === 'run.cancel' || action === 'run.end') return statusOf(after) === 'cancelled' ? ['run.cancelled'] : [];
  return BY_ACTION.get(action) ?? [];
}

const statusOf = (after: unknown): unknown =>
  typeof after === 'object' && after !== null && 'status' in after ? after.status : null;
