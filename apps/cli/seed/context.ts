import type { Client, Inference } from '@gradus/sdk';

export interface SeedContext {
  client: Client;
  /** acts under another identity than `client`: who asks can't approve */
  approver: Client;
  inference: Inference;
  dataFolder: string;
  say(line: string): void;
  random(): number;
  /** milliseconds, monotonic */
  now(): number;
}
