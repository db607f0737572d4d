import assert from 'node:assert/strict';
import test from 'node:test';
import { newEnrolmentCode, newSessionToken, normalisedEnrolmentCode, randomPassword } from './tokens.ts';

test('a first password has three kinds of characters, no look-alikes and no ; or : in front', () => {
  const passwords = Array.from({ length: 2_000 }, randomPassword);
  for (const password of passwords) {
    assert.match(password, /^[a-zA-Z2-9]{16}$/);
    assert.doesNotMatch(password, /[0O1lI;:；：]/);
    assert.match(password, /[a-z]/);
    assert.match(password, /[A-Z]/);
    assert.match(password, /\d/);
  }
  assert.equal(new Set(passwords).size, passwords.length);
});

test('an enrolment code is read in any case, with or without its separators', () => {
  const code = newEnrolmentCode();
  assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  assert.equal(normalisedEnrolmentCode(code.toLowerCase().replaceAll('-', ' ')), normalisedEnrolmentCode(code));
  assert.equal(normalisedEnrolmentCode('oIl0'), '0110');
});

test('a session token has 256 bit', () => assert.equal(Buffer.from(newSessionToken(), 'base64url').length, 32));
