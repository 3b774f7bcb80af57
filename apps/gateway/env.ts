import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const Port = z.coerce.number().int().min(0).max(65_535);
const Count = z.coerce.number().int().positive();

const Env = z.object({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1).optional(),
  GRADUS_HOME: z.string().min(1).default('.gradus'),
  GATEWAY_HOST: z.string().default('0.0.0.0'),
  GATEWAY_PORT: Port.default(8080),
  /** names this gateway among others; its status row and its batches carry it */
  GATEWAY_ID: z.string().min(1).optional(),
  GATEWAY_AUTH: z.enum(['off', 'required']).default('off'),
  GATEWAY_FAULTS: z.enum(['off', 'on']).default('off'),
  GATEWAY_MAX_BODY_BYTES: Count.default(8 * 1024 * 1024),
  GATEWAY_MAX_ROWS: Count.default(1_024),
  GATEWAY_MAX_IN_FLIGHT: Count.default(1_000),
  GATEWAY_MODEL_TIME_LIMIT_MS: Count.default(2_000),
  GATEWAY_SPOOL_MAX_BYTES: Count.default(512 * 1024 * 1024),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Env = z.infer<typeof Env> & { gatewayId: string; folder: string };

/** The environment, read once. Throws one error that names every bad key. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = Env.safeParse(source);
  if (!parsed.success) {
    const keys = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`the gateway's environment is not complete: ${keys.join('; ')}`);
  }
  const env = parsed.data;
  const gatewayId = env.GATEWAY_ID ?? `${hostname()}-${env.GATEWAY_PORT}`.replaceAll(/[^a-zA-Z0-9.-]/g, '-');
  return { ...env, gatewayId, folder: join(env.GRADUS_HOME, 'gateway', gatewayId) };
}
