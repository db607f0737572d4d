import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAtLeast, natsServerConfig, parseServerVersion } from './nats-server-config.ts';

const settings = { port: 4222, token: 'a "quoted" token', storeDir: '/data/j s', pidFile: '/data/nats.pid' };

test('versions are read from the program and as bare numbers', () => {
  assert.deepEqual(parseServerVersion('nats-server: v2.9.10\n'), { major: 2, minor: 9, patch: 10 });
  assert.deepEqual(parseServerVersion('2.12.7-RC.1'), { major: 2, minor: 12, patch: 7 });
  assert.equal(parseServerVersion('nats-server: dev'), undefined);
});

test('2.10 is not older than 2.9', () => {
  assert.equal(isAtLeast({ major: 2, minor: 10, patch: 0 }, 2, 9), true);
  assert.equal(isAtLeast({ major: 2, minor: 9, patch: 25 }, 2, 10), false);
  assert.equal(isAtLeast({ major: 3, minor: 0, patch: 0 }, 2, 10), true);
});

test('an acknowledged message is on disk from 2.10 on; 2.9 would refuse to start with the setting', () => {
  assert.match(natsServerConfig({ major: 2, minor: 12, patch: 7 }, settings), /sync_interval: always/);
  assert.doesNotMatch(natsServerConfig({ major: 2, minor: 9, patch: 10 }, settings), /sync_interval/);
});

test('only the loopback is listened to, with a token, and a batch fits', () => {
  const text = natsServerConfig({ major: 2, minor: 9, patch: 10 }, settings);
  assert.match(text, /host: "127\.0\.0\.1"/);
  assert.match(text, /token: "a \\"quoted\\" token"/);
  assert.match(text, /max_payload: 4194304/);
});
