import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made = new Set<string>();
let hooked = false;

/** A new folder that disappears when the test process ends, also after a failed test. Others may enter it (a server as another user). */
export function tempDir(prefix: string): string {
  if (!hooked) process.on('exit', removeAll);
  hooked = true;
  const dir = mkdtempSync(join(tmpdir(), `kl-test-${prefix}-`));
  chmodSync(dir, 0o755);
  made.add(dir);
  return dir;
}

function removeAll(): void {
  // A server that its guard is still stopping may write meanwhile.
  for (const dir of made) rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}
