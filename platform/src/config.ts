import { z } from 'zod';

export type Env = Readonly<Record<string, string | undefined>>;

/** The environment does not fit; the message names every variable at once, so that a start is not repaired one by one. */
export class InvalidEnvironment extends Error {
  readonly code = 'INVALID_ENVIRONMENT';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Invalid environment:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'InvalidEnvironment';
    this.problems = problems;
  }
}

/**
 * Parses the environment. An empty variable counts as absent (compose files set `X=`). Values never appear in the message: they may be
 * secrets.
 */
export function parseEnv<S extends z.ZodType>(schema: S, env: Env): z.infer<S> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(present, { reportInput: false });
  if (parsed.success) return parsed.data;
  throw new InvalidEnvironment(
    parsed.error.issues.map((issue) => {
      const name = issue.path.join('.');
      const missing = issue.path.length > 0 && present[String(issue.path[0])] === undefined;
      return `${name === '' ? '(environment)' : name}: ${missing ? 'is required' : issue.message}`;
    }),
  );
}

/** Text to a whole number within bounds. */
export const integerVariable = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** TCP port; 0 lets the system choose. */
export const portVariable = integerVariable(0, 65_535);

const url = (...protocols: string[]) =>
  z.url({ protocol: new RegExp(`^(${protocols.join('|')})$`), error: `must be a URL (${protocols.join(', ')})` });

/** Where the broker is. `token` is absent only for a broker that asks for none. */
export const natsConfigSchema = z
  .object({
    KINMU_NATS_URL: url('nats', 'tls').default('nats://127.0.0.1:4222'),
    KINMU_NATS_TOKEN: z.string().optional(),
  })
  .transform((env) => ({
    url: env.KINMU_NATS_URL,
    ...(env.KINMU_NATS_TOKEN === undefined ? {} : { token: env.KINMU_NATS_TOKEN }),
  }));

export type AnalyticsConfig =
  { kind: 'embedded'; path: string; database?: string } | { kind: 'server'; url: string; database?: string };

/** The columnar store: a folder for the engine in this process, or a server. Exactly one of the two. */
export const clickhouseConfigSchema = z
  .object({ KINMU_CHDB_PATH: z.string().optional(), KINMU_CLICKHOUSE_URL: url('http', 'https').optional() })
  .transform((env, context): AnalyticsConfig => {
    const { KINMU_CHDB_PATH: path, KINMU_CLICKHOUSE_URL: server } = env;
    if (path !== undefined && server === undefined) return { kind: 'embedded', path };
    if (server !== undefined && path === undefined) return { kind: 'server', url: server };
    const message = 'set exactly one of KINMU_CHDB_PATH (embedded) and KINMU_CLICKHOUSE_URL (server)';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

export const postgresConfigSchema = z
  .object({ KINMU_POSTGRES_URL: url('postgres', 'postgresql') })
  .transform((env) => ({ url: env.KINMU_POSTGRES_URL }));

/** Folder with the key files, see secrets.ts. No default: a key made up on the fly would orphan what it signed. */
export const secretsConfigSchema = z
  .object({ KINMU_SECRETS_DIR: z.string() })
  .transform((env) => ({ dir: env.KINMU_SECRETS_DIR }));

export const logConfigSchema = z
  .object({ KINMU_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info') })
  .transform((env) => ({ level: env.KINMU_LOG_LEVEL }));

/** Address of this service's HTTP server. */
export const httpConfigSchema = z
  .object({ KINMU_HTTP_HOST: z.string().default('127.0.0.1'), KINMU_HTTP_PORT: portVariable })
  .transform((env) => ({ host: env.KINMU_HTTP_HOST, port: env.KINMU_HTTP_PORT }));

export type NatsConfig = z.infer<typeof natsConfigSchema>;
export type PostgresConfig = z.infer<typeof postgresConfigSchema>;
export type HttpConfig = z.infer<typeof httpConfigSchema>;

/**
 * Parses several slices and reports the problems of all of them together:
 * `parseEnvSlices({ nats: natsConfigSchema, http: httpConfigSchema }, env)` gives `{ nats, http }`.
 */
export function parseEnvSlices<T extends Record<string, z.ZodType>>(
  slices: T,
  env: Env,
): { [K in keyof T]: z.infer<T[K]> } {
  const problems: string[] = [];
  const result: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(slices)) {
    try {
      result[name] = parseEnv(schema, env);
    } catch (err) {
      if (!(err instanceof InvalidEnvironment)) throw err;
      problems.push(...err.problems);
    }
  }
  if (problems.length > 0) throw new InvalidEnvironment([...new Set(problems)]);
  return result as { [K in keyof T]: z.infer<T[K]> };
}
