import { sql } from 'kysely';
import type { Registry } from 'prom-client';
import { KV_BUCKETS, rosterSubject, STREAMS, workSubject, workSubjectsOf } from '#domain/contract/messages.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { HttpConfig, NatsConfig, PostgresConfig } from '#platform/config.ts';
import { createMetrics, listenHttp } from '#platform/http.ts';
import type { HttpServer } from '#platform/http.ts';
import type { Service } from '#platform/lifecycle.ts';
import type { Logger } from '#platform/log.ts';
import { createEmlFolder } from '#platform/mail/eml-folder.ts';
import { createSmtp } from '#platform/mail/smtp.ts';
import { connectNats, ensureKv, isConnected, jetstream, jetstreamManager, purgeBefore } from '#platform/nats.ts';
import type { NatsConnection } from '#platform/nats.ts';
import { createRecords } from '#platform/postgres.ts';
import { PRODUCT_VERSION } from '#platform/product-version.ts';
import { randomToken } from '#platform/random.ts';
import type { PortalSecrets } from '#platform/secrets.ts';
import { hashPassword } from '#sql/password-hash.ts';
import { writeCheckpoints } from './audit/checkpoints.ts';
import type { PortalConfig } from './config.ts';
import { createApp } from './create-app.ts';
import type { AppDeps } from './create-app.ts';
import type { DashboardTools } from './dashboard/open-view.ts';
import { createDashboardTools } from './dashboard/routes.ts';
import { warmDashboards } from './dashboard/warm-dashboards.ts';
import { forgetLostRevocations, relayRevocations } from './devices/relay-revocations.ts';
import { createExportFolder } from './export-jobs/export-folder.ts';
import type { ExportFolder } from './export-jobs/export-folder.ts';
import { forgetLeftovers } from './export-jobs/forget-leftovers.ts';
import { createExportRunner } from './export-jobs/run-jobs.ts';
import type { ExportRunner } from './export-jobs/run-jobs.ts';
import { startDayJobs } from './day-jobs.ts';
import type { FaultPoint } from './fault-point.ts';
import { createStatusHub } from './group-status/status-hub.ts';
import { createStreamPlaces } from './group-status/stream-places.ts';
import { relayCalendars } from './calendar/relay-calendars.ts';
import { createRelay, forgetPublished } from './outbox/relay.ts';
import { forgetSettledMails, relayMails } from './mail/relay-mails.ts';
import type { Records, Tables } from './records/schema.ts';
import { repeatEvery } from './repeat-every.ts';
import { repeatResting } from './repeat-resting.ts';
import { relayPolicies } from './settings/relay-policies.ts';
import { removeOld } from './retention/remove-old.ts';
import { forgetOldDrafts } from './roster/drafts.ts';
import { eraseData } from './roster/erase-data.ts';
import { eraseDeleted } from './roster/erase-deleted.ts';
import { forgetEndedSessions } from './session/forget-ended-sessions.ts';
import { forgetOldImportDrafts } from './work-import/drafts.ts';

export interface ReportingDeps {
  readonly http: HttpConfig;
  readonly nats: NatsConfig;
  readonly postgres: PostgresConfig;
  /** Shared with the processor where both live in one process: the embedded engine allows one owner. Not closed here. */
  readonly analytics: Analytics;
  readonly secrets: Pick<PortalSecrets, 'passwordPepper' | 'certificatePrivateKey'>;
  readonly portal: Omit<PortalConfig, 'faultAt'>;
  readonly log: Logger;
  /** Of a process that holds more than the portal: its figures are told together. */
  readonly registry?: Registry;
  /** For tests. */
  readonly nowMs?: () => number;
  readonly validateAnswers?: boolean;
  readonly statusCheckMs?: number;
  readonly faultPoint?: FaultPoint;
}

export interface Reporting extends Service {
  /** The port it listens on, once started. */
  readonly port: number;
}

const REVOCATION_SWEEP_MS = 5_000;
/** A new tenant's PCs wait at most this long until ingest takes their data. */
const POLICY_SWEEP_MS = 5_000;
/** How soon a calendar that is due is looked for; how often each is due is in calendar/source-queries.ts. */
const CALENDAR_POLL_MS = 15_000;
const CLEANING_MS = 3_600_000;
/** Looks for the day's checkpoint this often; a machine that runs for an hour a day still makes one. */
const CHECKPOINT_MS = 600_000;
/** What the dashboard of a large company shows is at most two minutes old (dashboard/moments.ts), and costs a thirtieth of a core at most. */
const WARM_REST = { shortestMs: 30_000, longestMs: 90_000, times: 30 };
/** A company of 40 waits for its shares of applications for seconds, one of 10,000 for minutes. */
const ROLL_UP_REST = { shortestMs: 5_000, longestMs: 300_000, times: 30 };
const MAIL_POLL_MS = 1_000;
/** Open streams of グループの勤務状況: session, rights and people are looked at again this often, and the line shows that it lives. */
const STATUS_CHECK_MS = 15_000;

/** The portal: HTTP in front, the outbox's relay and the sweeps behind it. The migrations of both stores have run before. */
export function createReporting(deps: ReportingDeps): Reporting {
  let port = 0;
  const closers: (() => unknown)[] = [];
  return {
    get port() {
      return port;
    },
    start: async () => {
      const records = createRecords<Tables>(deps.postgres.url, { log: deps.log, name: 'reporting' });
      closers.push(() => records.destroy());
      const nc = await connectNats({ ...deps.nats, name: 'reporting', log: deps.log });
      closers.push(() => nc.close());
      const bucket = await ensureKv(nc, KV_BUCKETS.deviceRevocations);
      const revocations = { records, bucket, log: deps.log };

      const relay = createRelay({
        records,
        postgresUrl: deps.postgres.url,
        jetStream: jetstream(nc),
        log: deps.log,
        faultPoint: deps.faultPoint ?? (() => undefined),
      });
      relay.start();
      closers.push(() => relay.stop());
      await forgetLostRevocations(revocations);
      closers.push(repeatEvery(REVOCATION_SWEEP_MS, () => relayRevocations(revocations), deps.log));
      const openPolicies = () => ensureKv(nc, KV_BUCKETS.tenantPolicies);
      const tellPolicies = () => relayPolicies({ records, openBucket: openPolicies, log: deps.log });
      closers.push(repeatEvery(POLICY_SWEEP_MS, tellPolicies, deps.log));
      closers.push(repeatEvery(CLEANING_MS, () => clean(records), deps.log));
      const exportFolder = createExportFolder(deps.portal.exportsDir);
      closers.push(startRetention(deps, records, nc, exportFolder));
      closers.push(startErasing(deps, records, nc));

      const exportsRunner = startExports(deps, records, exportFolder);
      closers.push(() => exportsRunner.stop());
      const places = createStreamPlaces();
      const hub = createStatusHub({ ...deps, records, nowMs: deps.nowMs ?? Date.now });
      closers.push(() => hub.stop());
      const dashboard = createDashboardTools({ ...deps, records, nowMs: deps.nowMs ?? Date.now });
      const { server, publicOrigin } = await serve(deps, records, nc, {
        dashboard,
        groupStatus: { hub, places, checkMs: deps.statusCheckMs ?? STATUS_CHECK_MS },
        kickRelay: relay.kick,
        kickExports: exportsRunner.kick,
        exportFolder,
        relayRevocations: () => relayRevocations(revocations),
        relayPolicies: tellPolicies,
      });
      port = server.port;
      closers.push(startCalendars(deps, records, relay.kick));
      closers.push(...startSumming(deps, dashboard));
      closers.push(startDayJobsOf(deps, records, relay.kick));
      closers.push(() => server.close());
      closers.push(() => places.stop());
      closers.push(...startMailAndCheckpoints(deps, records, publicOrigin));
    },
    // In the reverse order: first no new request, last the stores.
    stop: async () => {
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
    },
  };
}

/** Records that have become too old go, once a night. Gives how to stop it. */
function startRetention(
  deps: ReportingDeps,
  records: Records,
  nc: NatsConnection,
  exportFolder: ExportFolder,
): () => Promise<void> {
  const { analytics, nowMs = Date.now, faultPoint = () => undefined, log } = deps;
  const forgetFiles = (tenantId: string): Promise<void> => forgetLeftovers({ records, exportFolder }, tenantId);
  const purgeWork = async (tenantId: string, before: Date): Promise<void> => {
    const jsm = await jetstreamManager(nc);
    await purgeBefore(jsm, STREAMS.facts.name, { subject: workSubjectsOf(tenantId), before });
  };
  const removal = { records, analytics, nowMs, faultPoint, forgetFiles, purgeWork, log };
  return repeatEvery(CLEANING_MS, () => removeOld(removal), log);
}

/** 完全削除 with the person's data. Gives how to stop it. */
function startErasing(deps: ReportingDeps, records: Records, nc: NatsConnection): () => Promise<void> {
  const { analytics, faultPoint = () => undefined, log } = deps;
  const purgeFacts = async (tenantId: string, personId: string): Promise<void> => {
    const jsm = await jetstreamManager(nc);
    for (const subject of [rosterSubject(tenantId, personId), workSubject(tenantId, personId)])
      await jsm.streams.purge(STREAMS.facts.name, { filter: subject });
  };
  return repeatEvery(CLEANING_MS, () => eraseData({ records, analytics, purgeFacts, faultPoint }), log);
}

/** What is kept for a time only, and people who have been deleted for good. */
async function clean(records: Records): Promise<void> {
  await forgetPublished(records);
  await forgetEndedSessions(records);
  await forgetOldDrafts(records);
  await forgetOldImportDrafts(records);
  await forgetSettledMails(records);
  await eraseDeleted(records);
}

function startExports(deps: ReportingDeps, records: Records, exportFolder: ExportFolder): ExportRunner {
  const { analytics, log, faultPoint = () => undefined } = deps;
  const runner = createExportRunner({ records, analytics, exportFolder, faultPoint, log });
  runner.start();
  return runner;
}

async function serve(
  deps: ReportingDeps,
  records: Records,
  nc: NatsConnection,
  relays: Pick<
    AppDeps,
    'kickRelay' | 'relayRevocations' | 'relayPolicies' | 'groupStatus' | 'kickExports' | 'exportFolder' | 'dashboard'
  >,
): Promise<{ server: HttpServer; publicOrigin: () => string }> {
  const { publicUrl, ...portal } = deps.portal;
  let origin = publicUrl === undefined ? '' : new URL(publicUrl).origin;
  const app = createApp({
    ...portal,
    ...relays,
    records,
    analytics: deps.analytics,
    secrets: deps.secrets,
    dummyHash: await hashPassword(randomToken(32), deps.secrets.passwordPepper),
    publicOrigin: () => origin,
    isTls: publicUrl?.startsWith('https:') ?? false,
    nowMs: deps.nowMs ?? Date.now,
    faultPoint: deps.faultPoint ?? (() => undefined),
    version: PRODUCT_VERSION,
    registry: deps.registry ?? createMetrics(),
    broker: {
      jsm: await jetstreamManager(nc),
      jetStream: jetstream(nc),
      committed: () => ensureKv(nc, KV_BUCKETS.committedRanges),
    },
    checks: {
      postgres: async () => (await sql`SELECT 1`.execute(records)).rows.length === 1,
      analytics: () => deps.analytics.ping(),
      broker: () => isConnected(nc),
    },
    validateAnswers: deps.validateAnswers ?? false,
    log: deps.log,
  });
  const server = await listenHttp(app, deps.http);
  // Listening on every address is reached at one of them; only KINMU_PORTAL_PUBLIC_URL knows which.
  const host = ['0.0.0.0', '::'].includes(deps.http.host) ? '127.0.0.1' : deps.http.host;
  if (publicUrl === undefined) origin = `http://${host.includes(':') ? `[${host}]` : host}:${server.port}`;
  return { server, publicOrigin: () => origin };
}

function startDayJobsOf(deps: ReportingDeps, records: Records, kickRelay: () => void): () => Promise<void> {
  const { analytics, log, nowMs = Date.now, faultPoint = () => undefined } = deps;
  return startDayJobs({ records, analytics, log, nowMs, faultPoint, kickRelay, pepper: deps.secrets.passwordPepper });
}

/** What 見える化ダッシュボード begins with is summed before anybody asks, and windows by day. Gives how to stop them. */
const startSumming = ({ log }: ReportingDeps, dashboard: DashboardTools): (() => Promise<void>)[] => [
  repeatResting(WARM_REST, (signal) => warmDashboards(dashboard, signal), log),
  repeatResting(ROLL_UP_REST, (signal) => dashboard.roller.pass(signal), log),
];

/** Calendars are imported every quarter of an hour. Gives how to stop it. */
function startCalendars(deps: ReportingDeps, records: Records, kickRelay: () => void): () => Promise<void> {
  const { log, nowMs = Date.now } = deps;
  const { calendarAllowedHosts } = deps.portal;
  const calendars = { records, nowMs, kickRelay, log, calendarAllowedHosts, pepper: deps.secrets.passwordPepper };
  const stopping = new AbortController();
  const stop = repeatEvery(CALENDAR_POLL_MS, () => relayCalendars(calendars, stopping.signal), log);
  return async () => {
    stopping.abort();
    await stop();
  };
}

/** Mails leave, and the audit is signed, as far as this portal has been told where to. Gives how to stop them. */
function startMailAndCheckpoints(
  deps: ReportingDeps,
  records: Records,
  publicOrigin: () => string,
): (() => Promise<void>)[] {
  const { log, nowMs = Date.now } = deps;
  const { smtp, mailDir, mailFrom: from, auditCheckpoints: file } = deps.portal;
  const { passwordPepper: pepper, certificatePrivateKey: privateKey } = deps.secrets;
  const stops: (() => Promise<void>)[] = [];
  const folder = mailDir === undefined ? undefined : createEmlFolder(mailDir);
  const transport = smtp === undefined ? folder : createSmtp(smtp);
  if (transport === undefined) {
    log.warn('no mail server and no folder for mails (KINMU_SMTP_URL, KINMU_MAIL_DIR): they wait in the outbox');
  } else {
    const relay = { records, transport, pepper, from, publicOrigin, nowMs, log };
    const stopping = new AbortController();
    const stop = repeatEvery(MAIL_POLL_MS, () => relayMails(relay, stopping.signal), log);
    stops.push(async () => {
      stopping.abort();
      await stop();
    });
  }
  if (file !== undefined) {
    const checkpoints = { records, file, privateKey, nowMs, log };
    stops.push(repeatEvery(CHECKPOINT_MS, () => writeCheckpoints(checkpoints), log));
  }
  return stops;
}
