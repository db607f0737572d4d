/**
 * What the product weighs when little happens: the memory of everything that `npm start` runs, idle with the sample company, and a collector at work on its
 * own: processor time and memory of the agent with its outbox on disk, a minute of office work recorded and sent each minute (the person is played; the
 * sensor process of a real desktop is not in it).
 *
 *   npm run bench -- footprint [SECONDS]      90
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '#platform/jitter.ts';
import { loadPortalSecrets } from '#platform/secrets.ts';
import { SAMPLE_PEOPLE } from '#sample/company/people.ts';
import { personIdOf, TENANT_ID } from '#sample/load/write-roster.ts';
import { tempDir } from '#platform/testkit/index.ts';
import { enrolDevice } from './kit/devices.ts';
import { namedTree, proportionalMb, residentMb, watchProcesses } from './kit/processes.ts';
import { startProduct } from './kit/product.ts';
import { rounded, writeReport } from './kit/report.ts';

const SECONDS = Number(process.argv[2] ?? 90);
const STACK_LIMIT_MB = 1_500;
const COLLECTOR_LIMIT_MB = 80;
const COLLECTOR_LIMIT_PERCENT = 2;

const product = await startProduct();
const collector = await startCollector();
await pause(SECONDS * 1000);
const tree = namedTree(product.pid);
const watch = watchProcesses({ ...tree, collector: collector.pid ?? 0 });
await pause(SECONDS * 1000);
const processes = watch.stop();
const memory = [...Object.entries(tree), ['collector', [collector.pid ?? 0]] as const].map(([name, pids]) => ({
  name,
  resident: pids.reduce((sum, pid) => sum + residentMb(pid), 0),
  proportional: pids.reduce((sum, pid) => sum + proportionalMb(pid), 0),
}));
collector.kill('SIGTERM');
await once(collector, 'exit');
await product.stop();

const percentOf = (name: string): number =>
  ((processes.find((each) => each.name.split(' ')[0] === name)?.cpuSeconds ?? 0) * 100) / SECONDS;
const stackMb = memory.filter(({ name }) => name !== 'collector').reduce((sum, { resident }) => sum + resident, 0);
writeReport({
  name: 'footprint',
  about: `All processes of \`npm start\` with the sample company, ${SECONDS} s after READY, and one collector beside them; megabytes at the end of ${SECONDS} s more, processor time as a share of one core over them.`,
  columns: ['process', 'resident MB', 'proportional MB', '% of a core'],
  rows: [
    ...memory
      .sort((a, b) => b.resident - a.resident)
      .map(({ name, resident, proportional }) => [
        name,
        Math.round(resident),
        Math.round(proportional),
        rounded(percentOf(name)),
      ]),
    ['the stack', Math.round(stackMb), '', ''],
  ],
  figures: [
    { name: 'embedded stack, idle, resident', value: stackMb, unit: 'MB', atMost: STACK_LIMIT_MB },
    {
      name: 'collector, processor',
      value: percentOf('collector'),
      unit: '% of a core',
      atMost: COLLECTOR_LIMIT_PERCENT,
    },
    {
      name: 'collector, resident',
      value: memory.find(({ name }) => name === 'collector')?.resident ?? 0,
      unit: 'MB',
      atMost: COLLECTOR_LIMIT_MB,
    },
  ],
  processes,
});
process.exit(0);

async function startCollector() {
  const dir = join(tempDir('bench-collector'), 'agent');
  mkdirSync(dir, { recursive: true });
  const { certificatePrivateKey } = await loadPortalSecrets(join(product.dataDir, 'secrets'));
  const [person] = SAMPLE_PEOPLE;
  if (person === undefined) throw new RangeError('the sample company has nobody');
  const device = await enrolDevice(TENANT_ID, certificatePrivateKey, personIdOf(person.number));
  writeFileSync(join(dir, 'identity.json'), JSON.stringify({ ...device, ingestUrl: product.ingestUrl }));
  // As small as the real one is started: see the collector's README.
  const child = fork(join(import.meta.dirname, 'kit/collector.ts'), [dir], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}
