import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAddress, sealAddress } from './seal-address.ts';

const PEPPER = new Uint8Array(32).fill(7);
const URL_TEXT = 'https://calendar.example/private-secret/basic.ics';

test('an address opens for its person with the same pepper, and for nobody else', () => {
  const sealed = sealAddress(PEPPER, 'person', URL_TEXT);
  assert.equal(openAddress(PEPPER, 'person', sealed), URL_TEXT);
  assert.equal(openAddress(PEPPER, 'other', sealed), undefined);
  assert.equal(openAddress(new Uint8Array(32), 'person', sealed), undefined);
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  assert.equal(openAddress(PEPPER, 'person', sealed), undefined);
  assert.equal(sealed.includes('secret'), false);
});
