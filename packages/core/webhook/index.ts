export { type Backoff, MAX_ATTEMPTS, nextAttempt } from './backoff';
export { eventsOf, WEBHOOK_EVENTS, type WebhookEvent, type WebhookEventType } from './events';
