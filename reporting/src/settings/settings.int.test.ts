import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { KV_BUCKETS, rosterSubject } from '#domain/contract/messages.ts';
import { readTenantSettings, saveTenantSettings } from '#domain/contract/settings.ts';
import type { TenantSettings } from '#domain/contract/settings.ts';
import { ensureKv } from '#platform/nats.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import { waitFor } from '#platform/testkit/index.ts';
import type { Client } from '../testkit/client.ts';
import { PEOPLE } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

/** TEST_NOW_MS in Tokyo. */
const TODAY = '2026-03-10';

let portal: TestPortal;
let administrator: Client;
before(async () => {
  portal = await startTestPortal();
});
beforeEach(async () => {
  administrator = await portal.signedIn('administrator');
});
after(() => portal.stop());

const read = async (client = administrator): Promise<TenantSettings> => (await client.call(readTenantSettings)).json;
const wantedFrom = ({ autoRecording: _, usedLicences: __, isZoneEffectiveDated: ___, ...rest }: TenantSettings) => rest;
const save = async (change: Record<string, unknown>, client = administrator) =>
  client.call(saveTenantSettings, { body: { ...wantedFrom(await read(client)), ...change } });
const auditRows = () =>
  portal.records
    .selectFrom('audit_entries')
    .select(['action', 'actor_id', 'detail'])
    .where('action', '=', 'settings.changed')
    .orderBy('audit_id', 'desc')
    .execute();
const toldPolicy = async (tenantId: string): Promise<unknown> =>
  (await (await ensureKv(portal.nc, KV_BUCKETS.tenantPolicies)).get(tenantId))?.json();

test('a new tenant stores everything, sends mail, has no licence limit and no auto-recording', async () => {
  assert.deepEqual(await read(), {
    version: 0,
    autoRecording: { isOn: false, today: TODAY, periods: [] },
    sendsRequestMail: true,
    zone: 'Asia/Tokyo',
    isZoneEffectiveDated: false,
    privacy: { pcCounts: true, applicationNames: true, windowTitles: true, urls: 'full' },
    plan: 'advanced',
    licenceCount: null,
    usedLicences: PEOPLE.length,
  });
});

test('a saved change is kept, counted, audited with before and after, and leaves the other tenant alone', async () => {
  const { version } = await read();
  const answer = await save({ sendsRequestMail: false, plan: 'standard', licenceCount: 100 });
  assert.equal(answer.status, 200, answer.text);
  const after = await read();
  assert.deepEqual(answer.json, after);
  assert.deepEqual(
    [after.version, after.sendsRequestMail, after.plan, after.licenceCount],
    [version + 1, false, 'standard', 100],
  );
  const [row] = await auditRows();
  assert.equal(row?.actor_id, portal.house.people.administrator);
  assert.deepEqual(row?.detail, {
    'sends_request_mail.before': true,
    'sends_request_mail.after': false,
    'plan.before': 'advanced',
    'plan.after': 'standard',
    'licence_count.before': null,
    'licence_count.after': 100,
  });
  const other = await read(await portal.signedIn('admin', portal.otherHouse));
  assert.deepEqual([other.version, other.sendsRequestMail, other.licenceCount], [0, true, null]);
});

test('saving what holds already changes nothing and leaves no trace', async () => {
  const before = await read();
  const rows = await auditRows();
  assert.equal((await save({})).status, 200);
  assert.deepEqual([await read(), await auditRows()], [before, rows]);
});

test('of two administrators at once one wins and the other is told', async () => {
  const wanted = wantedFrom(await read());
  const admin = await portal.signedIn('admin');
  const answers = await Promise.all([
    administrator.call(saveTenantSettings, { body: { ...wanted, licenceCount: 200 } }),
    admin.call(saveTenantSettings, { body: { ...wanted, licenceCount: 300 } }),
  ]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
  assert.equal(answers.find(({ status }) => status === 409)?.code, 'settings_changed');
});

test('a zone that nobody knows, more licences used than asked for, and unknown fields are refused by name', async () => {
  const cases: [Record<string, unknown>, string][] = [
    [{ zone: '+09:00' }, 'body.zone'],
    [{ zone: 'Asia/Tokio' }, 'body.zone'],
    [{ licenceCount: PEOPLE.length - 1 }, 'body.licenceCount'],
    [{ licenceCount: 0 }, 'body.licenceCount'],
    [{ isSuper: true }, 'body'],
    [{ privacy: { pcCounts: true } }, 'body.privacy.applicationNames'],
    [{ privacy: { pcCounts: true, applicationNames: true, windowTitles: true, urls: 'half' } }, 'body.privacy.urls'],
  ];
  for (const [change, path] of cases) {
    const answer = await save(change);
    assert.equal(answer.status, 400, JSON.stringify(change));
    const { error } = answer.json as { error: { places: { path: string }[] } };
    assert.equal(error.places[0]?.path, path);
  }
  assert.equal((await save({ licenceCount: PEOPLE.length })).status, 200);
});

test("a new zone tells the processor everybody's rules again, with the new zone and a higher version", async () => {
  const person = portal.house.people.colleague;
  const messageOf = async () => {
    const message = await portal.jsm.streams
      .getMessage('FACTS', { last_by_subj: rosterSubject(portal.house.tenantId, person) })
      .catch(() => undefined);
    return message?.json<{ zone: string; version: number }>();
  };
  const before = await waitFor(messageOf);
  assert.equal((await save({ zone: 'Europe/Berlin' })).status, 200);
  const told = await waitFor(async () => {
    const message = await messageOf();
    return message?.zone === 'Europe/Berlin' ? message : undefined;
  });
  assert.equal(told.version, before.version + 1);
  assert.equal((await save({ zone: 'Asia/Tokyo' })).status, 200);
});

const toldRules = async (person: string): Promise<PersonRules | undefined> =>
  (
    await portal.jsm.streams
      .getMessage('FACTS', { last_by_subj: rosterSubject(portal.house.tenantId, person) })
      .catch(() => undefined)
  )?.json<PersonRules>();

test("auto-recording switched on holds from today, is in everybody's rules, and the history keeps each change", async () => {
  const { version } = await read();
  assert.equal((await save({ autoRecording: { isOn: true } })).status, 200);
  const periods = [{ from: TODAY, isOn: true }];
  assert.deepEqual((await read()).autoRecording, { isOn: true, today: TODAY, periods });
  for (const person of [portal.house.people.employee, portal.house.people.colleague]) {
    await waitFor(async () => isDeepStrictEqual((await toldRules(person))?.autoRecording, periods) || undefined);
  }
  assert.deepEqual((await auditRows())[0]?.detail, {
    'auto_recording.before': '',
    'auto_recording.after': '2026-03-10 on',
  });

  assert.equal((await save({ autoRecording: { isOn: false, from: '2026-04-01' } })).status, 200);
  const planned = [...periods, { from: '2026-04-01', isOn: false }];
  assert.deepEqual((await read()).autoRecording, { isOn: true, today: TODAY, periods: planned });
  // Any other setting leaves it alone.
  assert.equal((await save({ licenceCount: 321 })).status, 200);
  assert.deepEqual((await read()).autoRecording.periods, planned);
  assert.equal((await read()).version, version + 3);
  const other = await read(await portal.signedIn('admin', portal.otherHouse));
  assert.deepEqual(other.autoRecording.periods, []);
});

test('on again from an earlier date takes a planned change away; what holds already is no change', async () => {
  assert.equal((await save({ autoRecording: { isOn: true } })).status, 200);
  const { autoRecording, version } = await read();
  assert.deepEqual(autoRecording.periods, [{ from: TODAY, isOn: true }]);
  const rows = await auditRows();
  assert.equal((await save({ autoRecording: { isOn: true, from: '2026-05-01' } })).status, 200);
  assert.deepEqual([(await read()).version, await auditRows()], [version, rows]);
});

test('off on the day it was switched on leaves nothing behind; a past date is refused', async () => {
  const refused = await save({ autoRecording: { isOn: false, from: '2026-03-09' } });
  assert.equal(refused.status, 400);
  const { error } = refused.json as { error: { places: { path: string }[] } };
  assert.equal(error.places[0]?.path, 'body.autoRecording.from');
  assert.equal((await save({ autoRecording: { isOn: false } })).status, 200);
  assert.deepEqual((await read()).autoRecording, { isOn: false, today: TODAY, periods: [] });
});

test('what may be stored is in the bucket of ingest as soon as it is saved, and each tenant has its own', async () => {
  const privacy = { pcCounts: true, applicationNames: true, windowTitles: false, urls: 'host' };
  assert.equal((await save({ privacy })).status, 200);
  assert.deepEqual(await toldPolicy(portal.house.tenantId), privacy);
  const everything = { pcCounts: true, applicationNames: true, windowTitles: true, urls: 'full' };
  assert.deepEqual(await waitFor(() => toldPolicy(portal.otherHouse.tenantId)), everything);
});

test('a bucket that was lost, or written by somebody else, says the truth again within two sweeps', async () => {
  const { privacy } = await read();
  const { tenantId } = portal.house;
  const bucket = await ensureKv(portal.nc, KV_BUCKETS.tenantPolicies);
  const isTrue = async (id: string, truth: unknown) => isDeepStrictEqual(await toldPolicy(id), truth);
  await bucket.put(tenantId, JSON.stringify({ ...privacy, windowTitles: !privacy.windowTitles }));
  await bucket.delete(portal.otherHouse.tenantId);
  await waitFor(() => isTrue(tenantId, privacy), { deadlineMs: 15_000 });
  await bucket.destroy();
  const everything = { pcCounts: true, applicationNames: true, windowTitles: true, urls: 'full' };
  await waitFor(() => isTrue(tenantId, privacy), { deadlineMs: 15_000 });
  assert.ok(await waitFor(() => isTrue(portal.otherHouse.tenantId, everything), { deadlineMs: 15_000 }));
});
