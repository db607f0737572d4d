import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saveTenantSettings, type TenantSettings } from '#domain/contract/settings.ts';
import { bodyOf, formOf, isZone, wrongFields } from './tenant-form.ts';

const SETTINGS: TenantSettings = {
  sendsRequestMail: true,
  zone: 'Asia/Tokyo',
  privacy: { pcCounts: true, applicationNames: true, windowTitles: false, urls: 'host' },
  plan: 'standard',
  licenceCount: 100,
  version: 7,
  autoRecording: { isOn: false, isEffective: false },
  usedLicences: 42,
  isZoneEffectiveDated: false,
};

test('settings pass through the form as the contract takes them', () => {
  const body = bodyOf(formOf(SETTINGS), SETTINGS.version);
  assert.deepEqual(saveTenantSettings.body?.parse(body), body);
  assert.equal(body.licenceCount, 100);
  assert.equal(bodyOf({ ...formOf(SETTINGS), hasLicenceLimit: false }, 7).licenceCount, null);
});

test('no fewer licences than are in use', () => {
  const form = formOf(SETTINGS);
  assert.deepEqual(wrongFields({ ...form, licenceCount: '４２' }, 42), []);
  assert.deepEqual(wrongFields({ ...form, licenceCount: '41' }, 42), ['licenceCount']);
  assert.deepEqual(wrongFields({ ...form, licenceCount: '' }, 0), ['licenceCount']);
  assert.deepEqual(wrongFields({ ...form, licenceCount: '', hasLicenceLimit: false }, 42), []);
});

test('a time zone is one that exists', () => {
  assert.equal(isZone('Asia/Tokyo'), true);
  assert.equal(isZone('Asia/Tokio'), false);
  assert.equal(isZone(''), false);
  assert.deepEqual(wrongFields({ ...formOf(SETTINGS), zone: 'JST-9' }, 0), ['zone']);
});
