import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { jwtVerify } from 'jose';
import { sql } from 'kysely';
import { CERTIFICATE_AUDIENCE, CERTIFICATE_ISSUER, deviceCertificateSchema } from '#domain/contract/certificate.ts';
import { createEnrolmentCode, enrolDevice, listDevices, revokeDevice } from '#domain/contract/devices.ts';
import type { Device } from '#domain/contract/devices.ts';
import { ensureKv } from '#platform/nats.ts';
import type { KV } from '#platform/nats.ts';
import { startTestNats, waitFor } from '#platform/testkit/index.ts';
import type { Client } from '../testkit/client.ts';
import { RECEIVED_AT, storeDay, TEST_DEVICE } from '../testkit/days.ts';
import { XSS_NAME } from '../testkit/house.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
let employee: Client;
let bucket: KV;
before(async () => {
  portal = await startTestPortal();
  employee = await portal.signedIn('employee');
  bucket = await ensureKv(portal.nc, 'device_revocations');
});
after(() => portal.stop());

const newKey = (): string => generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x ?? '';
const newCode = async (): Promise<{ code: string; expiresAt: number; portalUrl: string }> =>
  (await employee.call(createEnrolmentCode)).json;
/** As the collector calls it: no cookie, no header of the portal's pages. */
const enrol = (code: string, publicKey = newKey()) =>
  portal.client().call(enrolDevice, {
    body: { code, publicKey, deviceName: 'デスク <b>' },
    headers: { 'x-kinmu-request': undefined },
  });
const enrolled = async (): Promise<{ deviceId: string; certificate: string; tenantId: string; personId: string }> =>
  (await enrol((await newCode()).code)).json;
const devices = async (): Promise<Device[]> =>
  ((await employee.call(listDevices)).json as { devices: Device[] }).devices;

test('a code binds one PC to its person and gives a certificate that only the portal can sign', async () => {
  const { code, portalUrl, expiresAt } = await newCode();
  assert.equal(portalUrl, `http://127.0.0.1:${portal.reporting.port}`);
  assert.ok(Math.abs(expiresAt - Date.now() - 7 * 86_400_000) < 60_000);
  const key = newKey();
  const answer = await enrol(code.toLowerCase().replaceAll('-', ' '), key);
  assert.equal(answer.status, 200, answer.text);
  const given: { certificate: string; deviceId: string; ingestUrl: string; personName: string } = answer.json;
  const { payload } = await jwtVerify(given.certificate, portal.certificatePublicKey, {
    issuer: CERTIFICATE_ISSUER,
    audience: CERTIFICATE_AUDIENCE,
  });
  assert.deepEqual(deviceCertificateSchema.parse(payload), {
    iss: CERTIFICATE_ISSUER,
    aud: CERTIFICATE_AUDIENCE,
    sub: given.deviceId,
    tenantId: portal.house.tenantId,
    personId: portal.house.people.employee,
    publicKey: key,
  });
  assert.equal(payload.exp, undefined);
  assert.deepEqual([given.ingestUrl, given.personName], ['http://127.0.0.1:8081', XSS_NAME]);
  assert.equal((await devices()).at(-1)?.name, 'デスク <b>');
});

test('a code is good once, for seven days, and is not stored readable', async () => {
  const used = await newCode();
  await enrol(used.code);
  assert.deepEqual([(await enrol(used.code)).status, (await enrol(used.code)).code], [409, 'enrolment_code_used']);
  const old = await newCode();
  await sql`UPDATE enrolment_codes SET expires_at = now() WHERE used_at IS NULL`.execute(portal.records);
  assert.deepEqual([(await enrol(old.code)).status, (await enrol(old.code)).code], [410, 'enrolment_code_expired']);
  assert.equal((await enrol('0000-0000-0000-0000')).code, 'enrolment_code_unknown');
  const rows = await portal.records.selectFrom('enrolment_codes').selectAll().execute();
  assert.ok(!JSON.stringify(rows).includes(old.code.slice(0, 9)));
});

test('of two PCs with one code at once, one is enrolled', async () => {
  const { code } = await newCode();
  const answers = await Promise.all([enrol(code), enrol(code), enrol(code)]);
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409, 409]);
});

test('what is no Ed25519 key is refused before the code is used', async () => {
  const { code } = await newCode();
  for (const wrong of ['!'.repeat(43), `${'A'.repeat(42)}B`, 'AAAA']) {
    assert.equal((await enrol(code, wrong)).status, 400, wrong);
  }
  assert.equal((await enrol(code)).status, 200);
});

test('revoking tells the broker at once, and a repeat answers the same', async () => {
  const { deviceId } = await enrolled();
  for (let round = 0; round < 2; round += 1) {
    const answer = await employee.call(revokeDevice, { params: { deviceId } });
    assert.deepEqual([answer.status, answer.json], [200, { revoked: true }]);
  }
  assert.notEqual(await bucket.get(deviceId), null);
  assert.notEqual((await devices()).find((device) => device.deviceId === deviceId)?.revokedAt, null);
});

test('a revocation that died before it reached the broker is repaired by the sweep', async () => {
  const { deviceId } = await enrolled();
  // As a process killed between the two leaves it.
  await portal.records
    .updateTable('devices')
    .set({ revoked_at: new Date() })
    .where('device_id', '=', deviceId)
    .execute();
  await waitFor(async () => (await bucket.get(deviceId)) !== null, { deadlineMs: 15_000 });
});

test('with the broker down a PC is revoked all the same; the broker hears of it when it is back', async () => {
  const { deviceId } = await enrolled();
  await portal.broker.stop();
  const answer = await employee.call(revokeDevice, { params: { deviceId } });
  assert.equal(answer.status, 200);
  portal.broker = await startTestNats({ dataDir: portal.brokerDir, port: Number(new URL(portal.broker.url).port) });
  await waitFor(async () => (await bucket.get(deviceId)) !== null, { deadlineMs: 30_000 });
});

test('the list says when a PC last sent anything', async () => {
  const { tenantId, people } = portal.house;
  const owner = { tenant_id: tenantId, person_id: people.employee };
  await portal.records
    .insertInto('devices')
    .values({ ...owner, device_id: TEST_DEVICE, name: 'PC', public_key: 'x' })
    .execute();
  await storeDay(portal, tenantId, people.employee, { workDate: '2026-03-02', active: [['9:00', '9:05']] });
  const device = (await devices()).find((each) => each.deviceId === TEST_DEVICE);
  assert.equal(device?.lastReceivedAt, Date.parse(RECEIVED_AT));
});
