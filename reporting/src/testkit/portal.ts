import { generateKeyPairSync, randomBytes } from 'node:crypto';
import assert from 'node:assert/strict';
import { STREAMS } from '#domain/contract/messages.ts';
import { signIn } from '#domain/contract/session.ts';
import { createLogger } from '#platform/log.ts';
import { connectNats, ensureStream, jetstreamManager } from '#platform/nats.ts';
import { createRecords } from '#platform/postgres.ts';
import {
  openTestAnalytics,
  closeTestAnalytics,
  startTestNats,
  startTestPostgres,
  tempDir,
  TEST_NATS_TOKEN,
} from '#platform/testkit/index.ts';
import { migrateClickhouse } from '#sql/migrate-clickhouse.ts';
import { migratePostgres } from '#sql/migrate-postgres.ts';
import { createReporting } from '../create-reporting.ts';
import type { ReportingDeps } from '../create-reporting.ts';
import type { Tables } from '../records/schema.ts';
import { Client } from './client.ts';
import { buildHouse, PASSWORD } from './house.ts';
import type { House, PersonName } from './house.ts';

/** 2026-03-10 (Tuesday) 10:00 in Tokyo. */
export const TEST_NOW_MS = Date.parse('2026-03-10T10:00:00+09:00');

/** A portal on real stores with two tenants, whose clock is set by hand. */
export type TestPortal = Awaited<ReturnType<typeof startTestPortal>>;

/** `overrides` goes to createReporting; `isStarted: false` leaves it to the test when it begins. */
export async function startTestPortal(
  overrides: Partial<Omit<ReportingDeps, 'portal'>> & { readonly portal?: Partial<ReportingDeps['portal']> } = {},
) {
  const brokerDir = tempDir('nats');
  const mailDir = tempDir('mail');
  const [postgres, broker, analytics] = await Promise.all([
    startTestPostgres(),
    startTestNats({ dataDir: brokerDir }),
    openTestAnalytics(),
  ]);
  const postgresUrl = await postgres.freshDatabase();
  await migratePostgres(postgresUrl);
  await migrateClickhouse(analytics);
  const nats = { url: broker.url, token: TEST_NATS_TOKEN };
  const nc = await connectNats({ ...nats, name: 'test' });
  const jsm = await jetstreamManager(nc);
  await ensureStream(jsm, { ...STREAMS.facts, maxBytes: 64 * 1024 * 1024, maxAgeMs: 0, duplicateWindowMs: 120_000 });

  const records = createRecords<Tables>(postgresUrl);
  const keys = generateKeyPairSync('ed25519');
  const secrets = { passwordPepper: randomBytes(32), certificatePrivateKey: keys.privateKey };
  const [house, otherHouse] = await Promise.all(
    ['demo', 'other'].map((code) => buildHouse(records, code, secrets.passwordPepper)),
  );
  assert.ok(house !== undefined && otherHouse !== undefined);
  const clock = { nowMs: TEST_NOW_MS };
  const { portal: config, ...rest } = overrides;
  const deps: ReportingDeps = {
    http: { host: '127.0.0.1', port: 0 },
    nats,
    postgres: { url: postgresUrl },
    analytics,
    secrets,
    portal: {
      ingestUrl: 'http://127.0.0.1:8081',
      publicUrl: undefined,
      uiDir: tempDir('ui'),
      trustedProxies: 0,
      smtp: undefined,
      mailDir,
      mailFrom: 'kinmu@example.jp',
      calendarAllowedHosts: ['127.0.0.1'],
      auditCheckpoints: undefined,
      exportsDir: tempDir('exports'),
      watchedFolders: [],
      ...config,
    },
    log: createLogger('test', 'silent'),
    nowMs: () => clock.nowMs,
    validateAnswers: true,
    ...rest,
  };
  const reporting = createReporting(deps);
  await reporting.start();
  const client = (): Client => new Client(() => `http://127.0.0.1:${reporting.port}`);

  const portal = {
    ...{
      reporting,
      deps,
      records,
      analytics,
      nc,
      jsm,
      broker,
      brokerDir,
      mailDir,
      postgresUrl,
      house,
      otherHouse,
      clock,
      client,
    },
    certificatePublicKey: keys.publicKey,
    /** A browser signed in as a person of a house. */
    signedIn: async (name: PersonName | 'admin', at: House = house): Promise<Client> => {
      const browser = client();
      const password = name === 'admin' ? at.adminPassword : PASSWORD;
      const answer = await browser.call(signIn, { body: { tenant: at.code, loginId: name, password } });
      assert.equal(answer.status, 200, answer.text);
      return browser;
    },
    stop: async (): Promise<void> => {
      await reporting.stop();
      await records.destroy();
      await nc.close();
      await analytics.close();
      await closeTestAnalytics();
      await portal.broker.stop();
      await postgres.stop();
    },
  };
  return portal;
}
