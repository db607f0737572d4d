import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { explainNpmFailure } from './errors.mjs';
import { isUnpackFault, npmCommand, npmEnvironment, pathWithoutBin, runQuietly } from './npm.mjs';

describe('calling npm', () => {
  test('never goes through the Node that it is about to replace', () => {
    assert.equal(pathWithoutBin('/a/node_modules/.bin:/usr/bin:/a/node_modules/node/bin:/bin'), '/usr/bin:/bin');
  });

  test('uses the npm that started us, with its own Node', () => {
    const env = { npm_execpath: '/lib/npm-cli.js', npm_node_execpath: '/usr/bin/node' };
    assert.deepEqual(npmCommand(env), { file: '/usr/bin/node', args: ['/lib/npm-cli.js'] });
  });

  test('uses the one in the path when another tool, or the pinned Node, started us', () => {
    assert.deepEqual(npmCommand({}), { file: 'npm', args: [] });
    assert.deepEqual(npmCommand({ npm_execpath: '/lib/npm-cli.js', npm_node_execpath: '/a/node_modules/.bin/node' }), {
      file: 'npm',
      args: [],
    });
    assert.deepEqual(npmCommand({ npm_execpath: '/lib/yarn.js', npm_node_execpath: '/usr/bin/node' }), {
      file: 'npm',
      args: [],
    });
  });

  test('keeps the settings of the person and drops what the calling npm said of itself', () => {
    const env = npmEnvironment({
      PATH: '/bin',
      HTTPS_PROXY: 'p',
      npm_config_cafile: 'c',
      npm_lifecycle_event: 'start',
      npm_package_name: 'x',
    });
    assert.deepEqual(env, { PATH: '/bin', HTTPS_PROXY: 'p', npm_config_cafile: 'c', npm_config_loglevel: 'warn' });
  });
});

test('npm that ends well but could not unpack every file has failed', () => {
  assert.equal(
    isUnpackFault('npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write\nadded 3 packages'),
    true,
  );
  assert.equal(isUnpackFault('npm warn EBADENGINE Unsupported engine\nadded 3 packages in 1s'), false);
});

describe('a command that fails', () => {
  const options = { cwd: '/', env: process.env };

  test('ends in one sentence made of its output', async () => {
    const explain = (output) => `it said ${output}`;
    const args = ['-e', 'process.stderr.write("oh"); process.exit(3)'];
    await assert.rejects(runQuietly(process.execPath, args, { ...options, explain }), {
      name: 'RemedyError',
      message: 'it said oh',
    });
  });

  test('that does not exist is named', async () => {
    await assert.rejects(runQuietly('kinmu-no-such-program', [], options), /kinmu-no-such-program is not in the path/);
  });
});

describe('npm failures in the words of the person', () => {
  // Recorded from npm 9 and npm 11.
  const RECORDED = [
    ['npm error code ENOTFOUND\nnpm error syscall getaddrinfo\nnpm error errno ENOTFOUND', /network or the proxy/],
    ['npm ERR! code ECONNREFUSED\nnpm ERR! syscall connect', /network or the proxy/],
    ['npm error code ENOSPC\nnpm error syscall write', /disk is full/],
    ['npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write', /disk is full/],
    ['npm error code EACCES\nnpm error syscall mkdir', /cannot be written/],
    ['npm error code EINTEGRITY\nnpm error sha512', /cache clean/],
    ['npm error code E404\nnpm error 404 Not Found - GET x', /npm failed with E404: 404 Not Found/],
    ['', /npm failed/],
  ];
  for (const [output, sentence] of RECORDED) {
    test(`${JSON.stringify(output.slice(0, 30))} tells the remedy`, () =>
      assert.match(explainNpmFailure(output), sentence));
  }
});
