import { z } from 'zod';
import type { ArtifactConfig } from './create';

/** The variables that every process with artifacts reads. */
export const ArtifactEnv = z.object({
  GRADUS_HOME: z.string().min(1).default('.gradus'),
  GRADUS_MASTER_KEYS: z.string().min(1).optional(),
  GRADUS_MASTER_KEYS_FILE: z.string().min(1).optional(),
  S3_BUCKET: z.string().min(1).optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ENDPOINT: z.string().min(1).optional(),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
});

export function artifactsOf(env: z.infer<typeof ArtifactEnv>): ArtifactConfig {
  const keys = { masterKeys: env.GRADUS_MASTER_KEYS, keyFile: env.GRADUS_MASTER_KEYS_FILE };
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (bucket === undefined) return { home: env.GRADUS_HOME, ...keys };
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new Error('an S3 bucket needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY');
  }
  const s3 = { bucket, region: env.S3_REGION, endpoint: env.S3_ENDPOINT, accessKeyId, secretAccessKey };
  return { home: env.GRADUS_HOME, bucket: s3, ...keys };
}
