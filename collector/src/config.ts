import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { WindowPrivacy } from './minute/mask-slice.ts';

export type Env = Readonly<Record<string, string | undefined>>;

const variables = z.object({
  KINMU_COLLECTOR_DIR: z.string().optional(),
  XDG_DATA_HOME: z.string().optional(),
  LOCALAPPDATA: z.string().optional(),
  KINMU_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  KINMU_RETAIN_COMMITTED_DAYS: z.coerce.number().min(0).max(400).default(14),
  KINMU_SPOOL_MAX_MEGABYTES: z.coerce.number().min(1).max(10_000).default(200),
  KINMU_SEND_SPREAD_SECONDS: z.coerce.number().min(0).max(50).default(2),
  KINMU_WINDOW_TITLES: z.enum(['full', 'off']).default('full'),
  KINMU_WINDOW_URLS: z.enum(['full', 'host', 'off']).default('full'),
});

export interface CollectorConfig {
  /** Folder of this PC's identity, outbox and status. One agent per folder. */
  readonly dir: string;
  readonly logLevel: string;
  /** How long a fact is kept after the server stored it: a server restored from yesterday's backup gets the hole refilled. */
  readonly retainCommittedDays: number;
  /** Above this size the outbox drops what it must: titles first, then application names, input minutes last. */
  readonly spoolMaxBytes: number;
  /** A closed minute waits for a random part of this before it is sent, so that a fleet does not come at second 0 together. */
  readonly sendSpreadMs: number;
  /** What of a window may leave this PC; the rest is not even written to its disk. */
  readonly privacy: WindowPrivacy;
}

/** Reads the environment; an invalid variable is named in one message together with all others. */
export function loadConfig(env: Env = process.env): CollectorConfig {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = variables.safeParse(present);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Invalid environment:\n${problems.join('\n')}`);
  }
  const values = parsed.data;
  return {
    dir: values.KINMU_COLLECTOR_DIR ?? defaultDir(process.platform, values),
    logLevel: values.KINMU_LOG_LEVEL,
    retainCommittedDays: values.KINMU_RETAIN_COMMITTED_DAYS,
    spoolMaxBytes: values.KINMU_SPOOL_MAX_MEGABYTES * 1024 * 1024,
    sendSpreadMs: values.KINMU_SEND_SPREAD_SECONDS * 1000,
    privacy: { titles: values.KINMU_WINDOW_TITLES, urls: values.KINMU_WINDOW_URLS },
  };
}

/** Where the platform keeps data of one user that is no document and does not roam. */
function defaultDir(
  platform: string,
  env: { XDG_DATA_HOME?: string | undefined; LOCALAPPDATA?: string | undefined },
): string {
  const home = homedir();
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'kinmu-lens');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'kinmu-lens');
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'kinmu-lens');
}

/** The whole environment, for the sensor's child: it needs DISPLAY, XAUTHORITY and the session's variables as they are. */
export const sensorEnv = (): Env => ({ ...process.env });
