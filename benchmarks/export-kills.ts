/**
 * Many kills -9 at random moments of a job of データ管理: never a partial file under a whole one's name, no lock longer than the lease, and the next
 * process makes the same bytes. `node scripts/run.mjs benchmarks/export-kills.ts [KILLS] [SEED]`; the suite makes ten
 * (reporting/src/export-jobs/runners.int.test.ts).
 */
import { parseArgs } from 'node:util';
import { openExportStores } from '#reporting/testkit/export-runners.ts';
import { momentsOf } from '#reporting/testkit/kill-during-apply.ts';
import { killDuringExport } from '#reporting/testkit/kill-export.ts';
import { writeReport } from './kit/report.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const [kills = 50, seed = Date.now() % 1_000_000] = positionals.map(Number);
const MOST_KILLS = 500;

const stores = await openExportStores();
const done = await killDuringExport(stores, momentsOf(Math.min(kills, MOST_KILLS), seed));
await stores.stop();
writeReport({
  name: 'export-kills',
  about: `A process that makes pc_202603.zip killed ${done.length} times (seed ${seed}), moments spread evenly over a whole job. After each: every file under a whole one's name is whole, the lease ends within 15 s, the next process makes the same bytes. Anything else would have ended the program.`,
  columns: ['the job was', 'kills', 'killed after ms'],
  rows: (['running', 'done'] as const).map((state) => {
    const times = done.filter((kill) => kill.state === state).map((kill) => kill.afterMs);
    return [state, times.length, times.length === 0 ? '' : `${Math.min(...times)} to ${Math.max(...times)}`];
  }),
});
