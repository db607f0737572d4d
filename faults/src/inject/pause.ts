import { pause } from '#platform/jitter.ts';
import { pidOfPart, type Part } from '../kit/parts.ts';
import type { Site } from '../kit/site.ts';

/** Stands still for the time, as a virtual machine that is moved, and goes on. What ended meanwhile needs no going on. */
export async function pausePart(site: Site, part: Part, ms: number): Promise<void> {
  const pid = await pidOfPart(site, part);
  process.kill(pid, 'SIGSTOP');
  try {
    await pause(ms);
  } finally {
    try {
      process.kill(pid, 'SIGCONT');
    } catch {
      // A watchdog was quicker.
    }
  }
}
