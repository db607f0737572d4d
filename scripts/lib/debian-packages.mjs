/** The programs from the system's packages that the tests need: found, or installed where that is ours to do. */
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { RemedyError } from './errors.mjs';
import { runQuietly } from './npm.mjs';

/** Program looked for → Debian package that brings it. */
export const TEST_PROGRAMS = {
  'nats-server': 'nats-server',
  chromium: 'chromium',
  Xvfb: 'xvfb',
  xdotool: 'xdotool',
  xprop: 'x11-utils',
  xset: 'x11-xserver-utils',
};

/** Debian puts servers into folders that a plain user's PATH leaves out. */
const SYSTEM_FOLDERS = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'];

const isExecutable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

export const hasProgram = (name, path = process.env.PATH ?? '') =>
  [...path.split(delimiter), ...SYSTEM_FOLDERS].some((folder) => folder !== '' && isExecutable(join(folder, name)));

export const missingPackages = (programs, has = hasProgram) => [
  ...new Set(Object.entries(programs).flatMap(([program, name]) => (has(program) ? [] : [name]))),
];

const POLICY = '/usr/sbin/policy-rc.d';

/** Debian starts a server as soon as its package is installed; this policy forbids it for the time of `work`. */
const withoutServiceStart = async (work) => {
  const isOurs = !existsSync(POLICY);
  if (isOurs) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await work();
  } finally {
    if (isOurs) rmSync(POLICY, { force: true });
  }
};

const explainApt = (output) =>
  output
    .trim()
    .split('\n')
    .findLast((line) => line.startsWith('E:')) ?? output.trim().slice(-300);

const aptInstall = (packages) =>
  withoutServiceStart(async () => {
    const options = { cwd: '/', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, explain: explainApt };
    await runQuietly('apt-get', ['update', '-qq'], options);
    await runQuietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  });

export const ensurePrograms = async (programs, say) => {
  const packages = missingPackages(programs);
  if (packages.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !hasProgram('apt-get')) {
    throw new RemedyError(`programs are missing; as root on Debian: ${command}`);
  }
  say(`installing ${packages.join(', ')}`);
  await aptInstall(packages);
  const still = missingPackages(programs);
  if (still.length > 0) throw new RemedyError(`${still.join(', ')} still missing after: ${command}`);
};
