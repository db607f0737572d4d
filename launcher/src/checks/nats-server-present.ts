import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findNatsServer } from '#platform/embedded/nats-server.ts';
import { StartProblem } from '../start-problem.ts';

const HOW_TO_INSTALL =
  'nats-server is missing: Debian/Ubuntu `sudo apt-get install nats-server`, macOS `brew install nats-server`, or with Docker `docker compose up` runs the whole product without it';

const POLICY_FILE = '/usr/sbin/policy-rc.d';

/**
 * Finds the broker's program; root on Debian gets it installed.
 * @throws StartProblem with the command for each system
 */
export async function ensureNatsServer(
  env: { PATH?: string | undefined },
  say: (line: string) => void,
): Promise<string> {
  const found = await findNatsServer(env);
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new StartProblem(HOW_TO_INSTALL);
  say('installing nats-server with apt-get …');
  await withoutServiceStart(async () => {
    if (await apt(['install', '-y', '-q', '--no-install-recommends', 'nats-server'])) return;
    await apt(['update', '-q']);
    await apt(['install', '-y', '-q', '--no-install-recommends', 'nats-server']);
  });
  const installed = await findNatsServer(env);
  if (installed === undefined) throw new StartProblem(HOW_TO_INSTALL);
  return installed;
}

/** Debian starts a packaged service at once; ours runs its own broker on its own port, so the packaged one must stay off. */
async function withoutServiceStart(work: () => Promise<void>): Promise<void> {
  const ours = !existsSync(POLICY_FILE);
  if (ours) writeFileSync(POLICY_FILE, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await work();
  } finally {
    if (ours) rmSync(POLICY_FILE, { force: true });
  }
}

const apt = (args: string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn('/usr/bin/apt-get', args, {
      stdio: 'ignore',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
