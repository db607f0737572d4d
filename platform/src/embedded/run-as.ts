import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

const run = promisify(execFile);

/**
 * PostgreSQL refuses to run as root. The user that it runs as instead: `postgres` where the system has one, else `nobody`. No user is
 * ever made. Undefined when this process is not root and everything runs in place.
 */
export async function unprivilegedUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = await idOf(name, '-u');
    const gid = await idOf(name, '-g');
    // macOS: nobody is -2, shown as 4294967294.
    if (uid !== undefined && gid !== undefined && uid !== 0) return { name, uid, gid };
  }
  throw new Error(
    'Running as root, and neither the user postgres nor nobody exists; start as an ordinary user instead',
  );
}

async function idOf(name: string, flag: '-u' | '-g'): Promise<number | undefined> {
  try {
    return Number.parseInt((await run('id', [flag, name])).stdout, 10);
  } catch {
    return undefined;
  }
}

/** Asks the system itself, as that user, because mount options and access lists count too, not only the mode bits. */
export async function canAs(user: SystemUser, test: 'read-and-run' | 'enter', path: string): Promise<boolean> {
  const script = test === 'enter' ? 'cd "$1"' : 'test -r "$1" && "$1" --version';
  try {
    await run('/bin/sh', ['-c', script, 'sh', path], { uid: user.uid, gid: user.gid, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}
