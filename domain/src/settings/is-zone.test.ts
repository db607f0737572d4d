import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isZone } from './is-zone.ts';

for (const zone of ['Asia/Tokyo', 'UTC', 'America/Argentina/Buenos_Aires'])
  test(`${zone} is a zone`, () => assert.equal(isZone(zone), true));

for (const zone of ['', '+09:00', 'Asia/Tokio', 'Asia/Tokyo ', '__proto__', 'JST-9', '東京'])
  test(`${JSON.stringify(zone)} is no zone`, () => assert.equal(isZone(zone), false));
