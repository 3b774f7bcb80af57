import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type ArtifactConfig, ArtifactEnv, artifactsOf } from '@gradus/artifacts';
import type { QueueConfig, QueueName } from '@gradus/queue';
import { z } from 'zod';

const Env = ArtifactEnv.extend({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1).optional(),
  WORKER_QUEUES: z
    .string()
    .default('control,training,webhooks')
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(['control', 'training', 'webhooks'])).min(1)),
  /** trainings and evaluations at once; each takes one core */
  WORKER_TRAINING_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(1),
  /** least time between two checkpoints of a training */
  WORKER_CHECKPOINT_MS: z.coerce.number().int().min(100).max(10_000).default(5_000),
  WORKER_CONTROL_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
  WORKER_WEBHOOK_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(8),
  /** `on` lets webhooks reach private addresses, loopback and metadata services: for trusted networks only */
  WEBHOOKS_ALLOW_PRIVATE: z.enum(['on', 'off']).default('off'),
  /** opens the secrets of webhooks, as web seals them; read from GRADUS_HOME where it is not given */
  WEBHOOK_KEY: z.string().min(32).optional(),
  WORKER_HOST: z.string().default('127.0.0.1'),
  /** health and metrics; 0 takes any free port */
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  WORKER_ID: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface Env {
  databaseUrl: string;
  queue: QueueConfig;
  artifacts: ArtifactConfig;
  queues: QueueName[];
  concurrency: Record<QueueName, number>;
  checkpointMs: number;
  home: string;
  webhooks: { allowPrivate: boolean; key: string | undefined };
  host: string;
  port: number;
  workerId: string;
  logLevel: string;
}

/** The environment, read once. Throws one error that names every bad key. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = Env.safeParse(source);
  if (!parsed.success) {
    const keys = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`the worker's environment is not complete: ${keys.join('; ')}`);
  }
  const env = parsed.data;
  return {
    databaseUrl: env.DATABASE_URL,
    queue: { databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL },
    artifacts: artifactsOf(env),
    queues: env.WORKER_QUEUES,
    concurrency: {
      training: env.WORKER_TRAINING_CONCURRENCY,
      control: env.WORKER_CONTROL_CONCURRENCY,
      webhooks: env.WORKER_WEBHOOK_CONCURRENCY,
    },
    checkpointMs: env.WORKER_CHECKPOINT_MS,
    home: env.GRADUS_HOME,
    webhooks: { allowPrivate: env.WEBHOOKS_ALLOW_PRIVATE === 'on', key: env.WEBHOOK_KEY },
    host: env.WORKER_HOST,
    port: env.WORKER_PORT,
    workerId: env.WORKER_ID ?? `${hostname()}-${randomBytes(4).toString('hex')}`,
    logLevel: env.LOG_LEVEL,
  };
}
