import { type ArtifactConfig, ArtifactEnv, artifactsOf } from '@gradus/artifacts';
import type { QueueConfig } from '@gradus/queue';
import { z } from 'zod';
import type { Limits } from './api/types';

const Bytes = z.coerce.number().int().positive();
const MB = 1_048_576;

const Env = ArtifactEnv.extend({
  NODE_ENV: z.string().default('development'),
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1).optional(),
  WEB_HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  GATEWAY_PORT: z.coerce.number().int().min(1).max(65_535).default(8080),
  /** where browsers find this server */
  GRADUS_URL: z.url().optional(),
  /** where clients find the gateway */
  GATEWAY_URL: z.url().optional(),
  /** signs sessions; made and kept under GRADUS_HOME where it is not given */
  AUTH_SECRET: z.string().min(32).optional(),
  /** seals the secrets of webhooks, and workers open them with it; made and kept under GRADUS_HOME where it is not given */
  WEBHOOK_KEY: z.string().min(32).optional(),
  /** signs evidence: an Ed25519 private key (PKCS #8, PEM or its base64); made and kept under GRADUS_HOME where it is not given */
  EVIDENCE_SIGNING_KEY: z
    .string()
    .min(1)
    .transform((text) => (text.includes('-----') ? text : Buffer.from(text, 'base64').toString()))
    .optional(),
  /** `off` serves the API alone */
  WEB_UI: z.enum(['on', 'off']).default('on'),
  WEB_MAX_JSON_BYTES: Bytes.default(4 * MB),
  WEB_MAX_LARGE_JSON_BYTES: Bytes.default(128 * MB),
  WEB_MAX_DATASET_BYTES: Bytes.default(100 * MB),
  WEB_MAX_MODEL_BYTES: Bytes.default(100 * MB),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface Env {
  development: boolean;
  databaseUrl: string;
  queue: QueueConfig;
  artifacts: ArtifactConfig;
  home: string;
  host: string;
  port: number;
  url: string;
  gatewayUrl: string;
  authSecret: string | undefined;
  webhookKey: string | undefined;
  evidenceKey: string | undefined;
  pages: boolean;
  limits: Limits;
  logLevel: string;
}

/** The environment, read once. Throws one error that names every bad key. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const parsed = Env.safeParse(source);
  if (!parsed.success) {
    const keys = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`the environment of web is not complete: ${keys.join('; ')}`);
  }
  const env = parsed.data;
  return {
    development: env.NODE_ENV !== 'production',
    databaseUrl: env.DATABASE_URL,
    queue: { databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL },
    artifacts: artifactsOf(env),
    home: env.GRADUS_HOME,
    host: env.WEB_HOST,
    port: env.PORT,
    url: env.GRADUS_URL ?? `http://localhost:${env.PORT}`,
    gatewayUrl: env.GATEWAY_URL ?? `http://localhost:${env.GATEWAY_PORT}`,
    authSecret: env.AUTH_SECRET,
    webhookKey: env.WEBHOOK_KEY,
    evidenceKey: env.EVIDENCE_SIGNING_KEY,
    pages: env.WEB_UI === 'on',
    limits: {
      jsonBytes: env.WEB_MAX_JSON_BYTES,
      largeJsonBytes: env.WEB_MAX_LARGE_JSON_BYTES,
      datasetBytes: env.WEB_MAX_DATASET_BYTES,
      modelBytes: env.WEB_MAX_MODEL_BYTES,
    },
    logLevel: env.LOG_LEVEL,
  };
}
