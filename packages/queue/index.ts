export type { QueueConfig, RelayedMessage } from './backend';
export { type ConsumeOptions, type Consumer, consume, type QueueName } from './consume';
export type { QueueLog } from './log';
export { createPublisher, type Publisher } from './publish';
export { createRelay, type Listener, type Relay, type RelayOptions } from './relay';
