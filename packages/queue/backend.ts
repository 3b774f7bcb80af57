import {
  createPostgresBackend,
  createPostgresRelayBackend,
  type JobsOptions,
  Queue,
  type QueueOptions,
  Relay,
  type RelayOptions,
  Worker,
  type WorkerOptions,
} from 'bullmq';

/** Where letters and nudges travel: Redis when `redisUrl` is given, else Postgres. */
export interface QueueConfig {
  databaseUrl: string;
  redisUrl?: string | undefined;
  /** keeps systems that share a server apart; default `gradus` */
  namespace?: string | undefined;
}

/** What we use of BullMQ's Queue, the same on both backends. */
export interface JobQueue {
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: { every: number },
    template: { name: string; data: unknown; opts: JobsOptions },
  ): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** What we use of BullMQ's Worker. */
export interface JobWorker {
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** What we use of BullMQ's Relay. */
export interface RelayNode {
  waitUntilReady(): Promise<void>;
  publish(topic: string, data: unknown, options?: { retain?: number }): Promise<unknown>;
  subscribe(pattern: string, listener: (message: RelayedMessage) => void): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

export interface RelayedMessage {
  topic: string;
  data: unknown;
  /** true for the last value that was kept, given to a new subscriber */
  retained: boolean;
}

export type ProcessJob = (job: { name: string; data: unknown; attemptsMade: number }) => Promise<void>;

export function openQueue(config: QueueConfig, name: string): JobQueue {
  const options: Omit<QueueOptions, 'connection'> = { prefix: namespaceOf(config) };
  return config.redisUrl
    ? new Queue(name, { ...options, connection: impatientRedis(config.redisUrl) })
    : new Queue(name, { ...options, connection: postgres(config) }, createPostgresBackend);
}

export function openWorker(
  config: QueueConfig,
  name: string,
  process: ProcessJob,
  options: Omit<WorkerOptions, 'connection'>,
): JobWorker {
  return config.redisUrl
    ? new Worker(name, process, { ...options, prefix: namespaceOf(config), connection: patientRedis(config.redisUrl) })
    : new Worker(name, process, { ...options, connection: postgres(config) }, createPostgresBackend);
}

export function openRelay(config: QueueConfig, name: string): RelayNode {
  const options: Omit<RelayOptions, 'connection'> = { name, namespace: namespaceOf(config) };
  return config.redisUrl
    ? new Relay({ ...options, prefix: namespaceOf(config), connection: patientRedis(config.redisUrl) })
    : new Relay({ ...options, connection: postgres(config), backend: createPostgresRelayBackend });
}

const namespaceOf = (config: QueueConfig) => config.namespace ?? 'gradus';

function postgres(config: QueueConfig) {
  const schema = config.namespace === undefined ? {} : { schema: `bullmq_${config.namespace}` };
  return { connectionString: config.databaseUrl, max: 4, connectionTimeoutMillis: 5_000, migrate: true, ...schema };
}

/** A worker waits for Redis to come back; a publisher must not keep its caller waiting. */
const patientRedis = (url: string) => ({ url, maxRetriesPerRequest: null });
const impatientRedis = (url: string) => ({
  url,
  maxRetriesPerRequest: 1,
  enableOfflineQueue: false,
  connectTimeout: 2_000,
});
