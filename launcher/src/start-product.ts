import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pino } from 'pino';
import { createFileOnce } from '#platform/files.ts';
import { createLogger, type Logger } from '#platform/log.ts';
import { checkPortFree } from './checks/port-free.ts';
import { takeDataFolder } from './checks/data-folder.ts';
import { ensureNatsServer } from './checks/nats-server-present.ts';
import { childEnv, launcherEnv } from './config.ts';
import { createEmptyTenant, hasTenant, type FirstAdmin } from './first-run/create-empty-tenant.ts';
import { loadSample, readSampleSignIns, type SampleSignIns } from './first-run/sample-company.ts';
import { layoutOf, type Layout } from './layout.ts';
import type { KeptPart } from './metrics/part-metrics.ts';
import { serveMetrics } from './metrics/serve-metrics.ts';
import { StartProblem } from './start-problem.ts';
import type { StartOptions } from './options.ts';
import { keepLogsBounded } from './services/bound-logs.ts';
import { createNodeService, type NodeService } from './services/node-service.ts';
import { startServers, type Servers } from './start-servers.ts';

export interface Product {
  portalUrl: string;
  ingestUrl: string;
  /** Of the launcher, the broker and PostgreSQL; the services have their own. */
  metricsUrl: string;
  layout: Layout;
  postgresLocation: string;
  firstAdmin: FirstAdmin | undefined;
  sample: SampleSignIns | undefined;
}

export interface StartContext {
  projectDir: string;
  say: (line: string) => void;
  /** Stop functions in the order of starting; the caller runs them in reverse, also after a start that failed half-way. */
  stops: (() => Promise<void> | void)[];
  signal: AbortSignal;
}

/**
 * The start, step by step: checks → servers → core (processor and portal) → ingest → first run → live PCs. Each step pushes how to undo it.
 * @throws StartProblem
 */
export async function startProduct(options: StartOptions, context: StartContext): Promise<Product> {
  await checkPortFree(options.port, '--port');
  await checkPortFree(options.ingestPort, '--ingest-port');
  if (options.metricsPort !== undefined) await checkPortFree(options.metricsPort, '--metrics-port');
  const folder = await takeDataFolder(options.dataDir);
  context.stops.push(() => folder.release());
  const layout = layoutOf(options.dataDir);
  if (existsSync(layout.restoreUnfinished))
    throw new StartProblem(
      `a restore into ${options.dataDir} was not finished: remove that folder and restore again, or choose another folder with npm start -- --data DIR`,
    );
  // Only now: the folder is known to be writable and ours.
  const log = openLog(layout);

  context.stops.push(keepLogsBounded([layout.logs, layout.postgres, layout.nats], log));

  const isStartedBefore = existsSync(layout.runtime);
  const natsBinary = await ensureNatsServer(launcherEnv(), context.say);
  context.say('starting PostgreSQL and nats-server …');
  const servers = await startServers(layout, natsBinary, log);
  context.stops.push(() => servers.stop());

  context.say('starting the services …');
  const parts: KeptPart[] = [...servers.parts];
  const run = createRunner(options, context, layout, servers, log, parts);
  await startServices(run, options, layout, servers, isStartedBefore);

  const firstAdmin = await firstRun(options, context, layout, servers);
  context.signal.throwIfAborted();
  const sample = await readSampleSignIns(layout.sample);
  if (sample !== undefined) await run('sample-live', 'sample/src/main.ts', {}, 256, ['live']);
  const { natsUrl, natsToken, postgresUrl } = servers;
  const port = options.metricsPort === undefined ? {} : { port: options.metricsPort };
  const metrics = await serveMetrics({
    parts,
    natsUrl,
    natsToken,
    postgresUrl,
    dataDir: options.dataDir,
    log,
    ...port,
  });
  context.stops.push(() => metrics.stop());
  return {
    portalUrl: `http://127.0.0.1:${options.port}`,
    ingestUrl: `http://127.0.0.1:${options.ingestPort}`,
    metricsUrl: `${metrics.url}/metrics`,
    layout,
    postgresLocation: servers.postgresLocation,
    firstAdmin,
    sample,
  };
}

type Run = ReturnType<typeof createRunner>;

/** Core makes the streams that ingest waits for; on a folder that has them neither waits for the other. */
async function startServices(
  run: Run,
  options: StartOptions,
  layout: Layout,
  servers: Servers,
  isStartedBefore: boolean,
): Promise<void> {
  const coreFiles = {
    KINMU_MAIL_DIR: layout.mail,
    KINMU_EXPORTS_DIR: layout.exports,
    KINMU_AUDIT_CHECKPOINTS: layout.auditCheckpoints,
    KINMU_BACKUP_FOLDER: layout.backupFiles,
    KINMU_WATCHED_FOLDERS: watchedFolders(layout, servers.postgresLocation),
  };
  const ingestFiles = {
    KINMU_HTTP_PORT: String(options.ingestPort),
    KINMU_INGEST_WATCH_DIRS: [layout.nats, layout.clickhouse, servers.postgresLocation, layout.exports].join(delimiter),
  };
  const startCore = (): Promise<void> => run('core', 'launcher/src/core/main.ts', coreFiles, 768);
  const startIngest = (): Promise<void> => run('ingest', 'ingest/src/main.ts', ingestFiles);
  if (isStartedBefore) await Promise.all([startCore(), startIngest()]);
  else await startCore().then(startIngest);
}

/** PostgreSQL's place may be on another disk than the data folder. */
const watchedFolders = (layout: Layout, postgres: string): string =>
  [
    ...[`postgres=${postgres}`, `nats=${layout.nats}`, `clickhouse=${layout.clickhouse}`],
    ...[`exports=${layout.exports}`, `mail=${layout.mail}`, `logs=${layout.logs}`],
  ].join(',');

/** The environment that every service shares; a service reads the part that it knows. */
const sharedEnv = (options: StartOptions, layout: Layout, servers: Servers): Record<string, string> => ({
  KINMU_NATS_URL: servers.natsUrl,
  KINMU_NATS_TOKEN: servers.natsToken,
  KINMU_POSTGRES_URL: servers.postgresUrl,
  KINMU_CHDB_PATH: layout.clickhouse,
  KINMU_SECRETS_DIR: layout.secrets,
  KINMU_HTTP_HOST: '127.0.0.1',
  KINMU_HTTP_PORT: String(options.port),
  KINMU_INGEST_PUBLIC_URL: `http://127.0.0.1:${options.ingestPort}`,
  KINMU_PORTAL_PUBLIC_URL: `http://127.0.0.1:${options.port}`,
  KINMU_SAMPLE_DIR: layout.sample,
});

function createRunner(
  options: StartOptions,
  context: StartContext,
  layout: Layout,
  servers: Servers,
  log: Logger,
  parts: KeptPart[],
) {
  return async (name: string, file: string, extra: Record<string, string>, maxHeapMb = 256, args: string[] = []) => {
    context.signal.throwIfAborted();
    const service: NodeService = createNodeService({
      name,
      file: join(context.projectDir, file),
      args,
      env: childEnv({
        ...sharedEnv(options, layout, servers),
        KINMU_UI_DIR: join(context.projectDir, 'ui/dist'),
        ...extra,
      }),
      logDir: layout.logs,
      log,
      maxHeapMb,
    });
    context.stops.push(() => service.stop());
    parts.push(service);
    await service.start();
  };
}

/** Only where nobody can sign in yet, or where the sample company is half made. Its `sign-ins.json` is written last. */
async function firstRun(
  options: StartOptions,
  context: StartContext,
  layout: Layout,
  servers: Servers,
): Promise<FirstAdmin | undefined> {
  const isPopulated = await hasTenant(servers.postgresUrl);
  if (existsSync(layout.adminUnseen) || (options.empty && !isPopulated)) return showFirstAdmin(layout, servers);
  if (options.empty) return undefined;
  const isSampleHalfMade = existsSync(layout.sample) && (await readSampleSignIns(layout.sample)) === undefined;
  if (isPopulated && !isSampleHalfMade) return undefined;
  const env = childEnv(sharedEnv(options, layout, servers));
  await loadSample(join(context.projectDir, 'sample/src/main.ts'), env, context.say, context.signal);
  return undefined;
}

/** The marker outlives a start that dies before the password is printed; the next one then makes a new password. */
async function showFirstAdmin(layout: Layout, servers: Servers): Promise<FirstAdmin> {
  await createFileOnce(layout.adminUnseen, '');
  return createEmptyTenant(servers.postgresUrl, layout.secrets);
}

const openLog = (layout: Layout): Logger =>
  createLogger(
    'launcher',
    launcherEnv().logLevel,
    pino.destination({ dest: join(layout.logs, 'launcher.log'), mkdir: true, sync: true }),
  );
