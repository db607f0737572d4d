import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saveTenantSettings, type TenantSettings } from '#domain/contract/settings.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { bodyOf, changesAutoRecording, formOf, isZone, wrongFields } from './tenant-form.ts';

const SETTINGS: TenantSettings = {
  sendsRequestMail: true,
  zone: 'Asia/Tokyo',
  privacy: { pcCounts: true, applicationNames: true, windowTitles: false, urls: 'host' },
  plan: 'standard',
  licenceCount: 100,
  version: 7,
  autoRecording: { isOn: false, today: '2026-11-22' as WorkDate, periods: [] },
  usedLicences: 42,
  isZoneEffectiveDated: false,
};

test('settings pass through the form as the contract takes them', () => {
  const body = bodyOf(formOf(SETTINGS), SETTINGS);
  assert.deepEqual(saveTenantSettings.body?.parse(body), body);
  assert.equal(body.licenceCount, 100);
  assert.equal(bodyOf({ ...formOf(SETTINGS), hasLicenceLimit: false }, SETTINGS).licenceCount, null);
});

test('no fewer licences than are in use', () => {
  const form = formOf(SETTINGS);
  assert.deepEqual(wrongFields({ ...form, licenceCount: '４２' }, SETTINGS), []);
  assert.deepEqual(wrongFields({ ...form, licenceCount: '41' }, SETTINGS), ['licenceCount']);
  assert.deepEqual(wrongFields({ ...form, licenceCount: '' }, { ...SETTINGS, usedLicences: 0 }), ['licenceCount']);
  assert.deepEqual(wrongFields({ ...form, licenceCount: '', hasLicenceLimit: false }, SETTINGS), []);
});

test('a time zone is one that exists', () => {
  assert.equal(isZone('Asia/Tokyo'), true);
  assert.equal(isZone('Asia/Tokio'), false);
  assert.equal(isZone(''), false);
  assert.deepEqual(wrongFields({ ...formOf(SETTINGS), zone: 'JST-9' }, SETTINGS), ['zone']);
});

test('auto-recording is sent only where the fields say something else than what holds or is planned', () => {
  const form = formOf(SETTINGS);
  assert.equal(bodyOf(form, SETTINGS).autoRecording, undefined);
  assert.equal(bodyOf({ ...form, autoRecordingFrom: '2026-12-01' }, SETTINGS).autoRecording, undefined);
  const on = { ...form, autoRecording: 'on' as const, autoRecordingFrom: '2026-12-01' };
  assert.deepEqual(bodyOf(on, SETTINGS).autoRecording, { isOn: true, from: '2026-12-01' });
  assert.deepEqual(saveTenantSettings.body?.parse(bodyOf(on, SETTINGS)), bodyOf(on, SETTINGS));

  const periods = [{ from: '2026-12-01' as WorkDate, isOn: true }];
  const planned = { ...SETTINGS, autoRecording: { ...SETTINGS.autoRecording, periods } };
  const asPlanned = formOf(planned);
  assert.deepEqual([asPlanned.autoRecording, asPlanned.autoRecordingFrom], ['on', '2026-12-01']);
  assert.equal(changesAutoRecording(asPlanned, planned), false);
  assert.equal(changesAutoRecording({ ...asPlanned, autoRecordingFrom: '2026-11-25' }, planned), true);
  assert.equal(changesAutoRecording({ ...asPlanned, autoRecording: 'off' }, planned), true);
});

test('auto-recording begins today at the earliest', () => {
  const on = { ...formOf(SETTINGS), autoRecording: 'on' as const };
  assert.deepEqual(wrongFields(on, SETTINGS), []);
  assert.deepEqual(wrongFields({ ...on, autoRecordingFrom: '2026-11-21' }, SETTINGS), ['autoRecordingFrom']);
  assert.deepEqual(wrongFields({ ...on, autoRecordingFrom: '' }, SETTINGS), ['autoRecordingFrom']);
});
