import assert from 'node:assert/strict';
import test from 'node:test';
import { newEnrolmentCode, newSessionToken, normalisedEnrolmentCode } from './tokens.ts';

test('an enrolment code is read in any case, with or without its separators', () => {
  const code = newEnrolmentCode();
  assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  assert.equal(normalisedEnrolmentCode(code.toLowerCase().replaceAll('-', ' ')), normalisedEnrolmentCode(code));
  assert.equal(normalisedEnrolmentCode('oIl0'), '0110');
});

test('a session token has 256 bit', () => assert.equal(Buffer.from(newSessionToken(), 'base64url').length, 32));
