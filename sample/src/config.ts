import { z } from 'zod';
import {
  logConfigSchema,
  natsConfigSchema,
  parseEnvSlices,
  postgresConfigSchema,
  secretsConfigSchema,
  type Env,
} from '#platform/config.ts';

const sampleSchema = z
  .object({ KINMU_SAMPLE_DIR: z.string(), KINMU_PORTAL_PUBLIC_URL: z.url(), KINMU_INGEST_PUBLIC_URL: z.url() })
  .transform((env) => ({
    dir: env.KINMU_SAMPLE_DIR,
    portalUrl: env.KINMU_PORTAL_PUBLIC_URL,
    ingestUrl: env.KINMU_INGEST_PUBLIC_URL,
  }));

export const loadConfig = (env: Env = process.env) =>
  parseEnvSlices(
    {
      sample: sampleSchema,
      nats: natsConfigSchema,
      postgres: postgresConfigSchema,
      secrets: secretsConfigSchema,
      log: logConfigSchema,
    },
    env,
  );
