/** Where the queue tells of trouble that it gets over by itself. */
export interface QueueLog {
  warn(fields: object, message: string): void;
}
