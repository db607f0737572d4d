/**
 * Many kills -9 at random moments of a roster's application: nothing or the whole must be there each time, audit and mails included.
 * `node scripts/run.mjs benchmarks/roster-kills.ts [KILLS] [SEED]`; the suite makes eight (reporting/src/roster/roster-random-kill.int.test.ts).
 */
import { parseArgs } from 'node:util';
import { killDuringApply, momentsOf } from '#reporting/testkit/kill-during-apply.ts';
import { startTestPortal } from '#reporting/testkit/portal.ts';
import { writeReport } from './kit/report.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const [kills = 40, seed = Date.now() % 1_000_000] = positionals.map(Number);
const MOST_KILLS = 500;

const portal = await startTestPortal();
const done = await killDuringApply(portal, momentsOf(Math.min(kills, MOST_KILLS), seed));
await portal.stop();
writeReport({
  name: 'roster-kills',
  about: `A portal killed ${done.length} times (seed ${seed}) while it applied three files with 300 new people; moments spread evenly over a whole application. Anything but nothing or all would have ended the program.`,
  columns: ['afterwards', 'kills', 'killed after ms'],
  rows: (['nothing', 'whole'] as const).map((outcome) => {
    const times = done.filter((kill) => kill.outcome === outcome).map((kill) => kill.afterMs);
    return [outcome, times.length, times.length === 0 ? '' : `${Math.min(...times)} to ${Math.max(...times)}`];
  }),
});
