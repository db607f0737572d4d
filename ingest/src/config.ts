import { delimiter } from 'node:path';
import { z } from 'zod';
import {
  httpConfigSchema,
  integerVariable,
  logConfigSchema,
  natsConfigSchema,
  parseEnvSlices,
  secretsConfigSchema,
  type Env,
} from '#platform/config.ts';

/** Limits of this process; the wire's own limits are WIRE_LIMITS in the contract. */
const ingestConfigSchema = z
  .object({
    /** Folders whose disks are watched, parted as in PATH: those of the stores that are on this machine; absent at server size. */
    KINMU_INGEST_WATCH_DIRS: z
      .string()
      .default('')
      .transform((text) => text.split(delimiter).filter((dir) => dir !== '')),
    /** Below max(5 %, this) of free disk, batches are answered 507 before anything can break. */
    KINMU_INGEST_MIN_FREE_BYTES: integerVariable(0, Number.MAX_SAFE_INTEGER).default(1024 ** 3),
    KINMU_INGEST_MIN_FREE_PERCENT: integerVariable(0, 100).default(5),
    /** Requests in work at once; more are answered 503 `busy`, so that memory stays flat whatever arrives. */
    KINMU_INGEST_MAX_IN_FLIGHT: integerVariable(1, 10_000).default(128),
    /** A PubAck that takes longer counts as a broker that is not there. */
    KINMU_INGEST_PUBLISH_TIMEOUT_MS: integerVariable(100, 60_000).default(5_000),
  })
  .transform((env) => ({
    watchDirs: env.KINMU_INGEST_WATCH_DIRS,
    watermark: { minimumBytes: env.KINMU_INGEST_MIN_FREE_BYTES, fraction: env.KINMU_INGEST_MIN_FREE_PERCENT / 100 },
    maxInFlight: env.KINMU_INGEST_MAX_IN_FLIGHT,
    publishTimeoutMs: env.KINMU_INGEST_PUBLISH_TIMEOUT_MS,
  }));
export type IngestLimits = z.infer<typeof ingestConfigSchema>;

export const loadConfig = (env: Env = process.env) =>
  parseEnvSlices(
    {
      http: httpConfigSchema,
      nats: natsConfigSchema,
      secrets: secretsConfigSchema,
      log: logConfigSchema,
      limits: ingestConfigSchema,
    },
    env,
  );
