import { z } from 'zod';
import {
  clickhouseConfigSchema,
  httpConfigSchema,
  integerVariable,
  logConfigSchema,
  natsConfigSchema,
  parseEnvSlices,
} from '#platform/config.ts';
import type { Env } from '#platform/config.ts';
import { FAULT_POINTS } from './fault-point.ts';
import { DEFAULT_ACK_WAIT_MS, DEFAULT_STREAM_SIZES } from './topology.ts';

const MIB = 1024 * 1024;

const processorSchema = z
  .object({
    /** Room of the ACTIVITY stream; when it is full ingest answers 503. */
    KINMU_ACTIVITY_MAX_MIB: integerVariable(16, 1024 * 1024).default(DEFAULT_STREAM_SIZES.activityMaxBytes / MIB),
    /** Copies of each stream in a broker cluster: 1, 3 or 5. */
    KINMU_NATS_REPLICAS: integerVariable(1, 5).default(DEFAULT_STREAM_SIZES.replicas),
    /** See DEFAULT_ACK_WAIT_MS. */
    KINMU_ACK_WAIT_MS: integerVariable(500, 600_000).default(DEFAULT_ACK_WAIT_MS),
    /** Where an embedded store lays down the files of a backup (the launcher names it); absent with a ClickHouse server. */
    KINMU_BACKUP_FOLDER: z.string().optional(),
    /** Tests only: kills the process at a labelled point. */
    FAULT_AT: z.enum(FAULT_POINTS).optional(),
  })
  .transform((env) => ({
    streams: {
      ...DEFAULT_STREAM_SIZES,
      activityMaxBytes: env.KINMU_ACTIVITY_MAX_MIB * MIB,
      replicas: env.KINMU_NATS_REPLICAS,
    },
    ackWaitMs: env.KINMU_ACK_WAIT_MS,
    backupFolder: env.KINMU_BACKUP_FOLDER,
    faultAt: env.FAULT_AT,
  }));
export type ProcessorConfig = z.infer<typeof processorSchema>;

/** For a composition that brings its own store, broker and log (the launcher's core process). */
export const loadProcessorConfig = (env: Env): ProcessorConfig =>
  parseEnvSlices({ processor: processorSchema }, env).processor;

/** The service as a process of its own. */
export const loadConfig = (env: Env = process.env) =>
  parseEnvSlices(
    {
      nats: natsConfigSchema,
      analytics: clickhouseConfigSchema,
      http: httpConfigSchema,
      log: logConfigSchema,
      processor: processorSchema,
    },
    env,
  );

const toolSchema = z
  .object({
    KINMU_NATS_URL: z.string().optional(),
    KINMU_NATS_TOKEN: z.string().optional(),
    KINMU_CHDB_PATH: z.string().optional(),
    KINMU_CLICKHOUSE_URL: z.string().optional(),
  })
  .transform((env) => ({
    natsUrl: env.KINMU_NATS_URL,
    natsToken: env.KINMU_NATS_TOKEN,
    chdbPath: env.KINMU_CHDB_PATH,
    clickhouseUrl: env.KINMU_CLICKHOUSE_URL,
  }));
export type ToolConfig = z.infer<typeof toolSchema>;
/** For the command-line tools: everything optional, they look into the data folder otherwise. */
export const loadToolConfig = (env: Env = process.env): ToolConfig => parseEnvSlices({ tool: toolSchema }, env).tool;
