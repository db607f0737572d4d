import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBlindness } from './desktop.ts';

test('Wayland is blind even though it offers an X display', () => {
  assert.equal(findBlindness({ platform: 'linux', sessionType: 'wayland', display: ':0' })?.reason, 'wayland');
});

test('a Linux session without a display is blind', () => {
  assert.equal(findBlindness({ platform: 'linux', sessionType: 'tty' })?.reason, 'no_display');
  assert.equal(findBlindness({ platform: 'linux', display: '' })?.reason, 'no_display');
});

test('an X11 session, Windows and macOS can be tried', () => {
  assert.equal(findBlindness({ platform: 'linux', sessionType: 'x11', display: ':0' }), null);
  assert.equal(findBlindness({ platform: 'win32' }), null);
  assert.equal(findBlindness({ platform: 'darwin' }), null);
});
