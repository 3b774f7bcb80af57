import { hostname } from 'node:os';
import { join } from 'node:path';
import { type ArtifactConfig, ArtifactEnv, artifactsOf } from '@gradus/artifacts';
import type { QueueConfig } from '@gradus/queue';
import { z } from 'zod';

const Count = z.coerce.number().int().positive();
const Switch = (off: string, on: string) =>
  z
    .enum([off, on])
    .default(off)
    .transform((value) => value === on);

const Env = ArtifactEnv.extend({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1).optional(),
  GATEWAY_HOST: z.string().default('127.0.0.1'),
  GATEWAY_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** names this gateway among others; its status row and its batches carry it */
  GATEWAY_ID: z.string().min(1).optional(),
  GATEWAY_AUTH: Switch('off', 'required'),
  GATEWAY_FAULTS: Switch('off', 'on'),
  GATEWAY_MAX_BODY_BYTES: Count.default(8 * 1024 * 1024),
  GATEWAY_MAX_ROWS: Count.default(1_024),
  GATEWAY_MAX_IN_FLIGHT: Count.default(1_000),
  GATEWAY_MODEL_TIME_LIMIT_MS: Count.default(2_000),
  GATEWAY_SPOOL_MAX_BYTES: Count.default(512 * 1024 * 1024),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface Env {
  databaseUrl: string;
  queue: QueueConfig;
  artifacts: ArtifactConfig;
  host: string;
  port: number;
  gatewayId: string;
  /** holds the routing snapshot and the spool */
  folder: string;
  authRequired: boolean;
  faults: boolean;
  limits: {
    maxBodyBytes: number;
    maxRows: number;
    maxInFlight: number;
    modelTimeLimitMs: number;
    spoolMaxBytes: number;
  };
  logLevel: string;
}

/** The environment, read once. Throws one error that names every bad key. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = Env.safeParse(source);
  if (!parsed.success) {
    const keys = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`the gateway's environment is not complete: ${keys.join('; ')}`);
  }
  const env = parsed.data;
  const gatewayId = (env.GATEWAY_ID ?? `${hostname()}-${env.GATEWAY_PORT}`).replaceAll(/[^a-zA-Z0-9.-]/g, '-');
  return {
    databaseUrl: env.DATABASE_URL,
    queue: { databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL },
    artifacts: artifactsOf(env),
    host: env.GATEWAY_HOST,
    port: env.GATEWAY_PORT,
    gatewayId,
    folder: join(env.GRADUS_HOME, 'gateway', gatewayId),
    authRequired: env.GATEWAY_AUTH,
    faults: env.GATEWAY_FAULTS,
    limits: {
      maxBodyBytes: env.GATEWAY_MAX_BODY_BYTES,
      maxRows: env.GATEWAY_MAX_ROWS,
      maxInFlight: env.GATEWAY_MAX_IN_FLIGHT,
      modelTimeLimitMs: env.GATEWAY_MODEL_TIME_LIMIT_MS,
      spoolMaxBytes: env.GATEWAY_SPOOL_MAX_BYTES,
    },
    logLevel: env.LOG_LEVEL,
  };
}
