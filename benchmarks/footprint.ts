/**
 * What the product weighs when little happens: the memory of everything that `npm start` runs, idle with the sample company, and beside it the collector
 * of one PC, as `npm run collector` starts it: the agent, its sensor process and the programs that this runs, on an X display on which somebody types six
 * keys a second, clicks, and changes the window every ten seconds.
 *
 *   npm run bench -- footprint [SECONDS]      90
 */
import { pause } from '#platform/jitter.ts';
import {
  cpuSecondsWithEnded,
  namedTree,
  proportionalMb,
  residentMb,
  togetherMb,
  watchProcesses,
} from './kit/processes.ts';
import { startProduct } from './kit/product.ts';
import { startTypedCollector } from './kit/typed-collector.ts';
import { rounded, writeReport } from './kit/report.ts';

const SECONDS = Number(process.argv[2] ?? 90);
const STACK_LIMIT_MB = 1_500;
const COLLECTOR_LIMIT_MB = 80;
const COLLECTOR_LIMIT_PERCENT = 2;

const product = await startProduct();
const collector = await startTypedCollector(product);
await pause(SECONDS * 1000);
const tree = namedTree(product.pid);
// The agent and its sensor process; what the sensor runs comes and goes with the windows and is counted when it has ended.
const [agent = 0, sensor = 0] = collector.pids();
const collectorSeconds = (): number => cpuSecondsWithEnded(agent) + cpuSecondsWithEnded(sensor);
const watch = watchProcesses({ ...tree, 'collector: agent': agent, 'collector: sensors': sensor });
const startedSeconds = collectorSeconds();
await pause(SECONDS * 1000);
const collectorPercent = ((collectorSeconds() - startedSeconds) * 100) / SECONDS;
const processes = watch.stop();
const collectorPids = collector.pids();
const collectorMb = togetherMb(collectorPids);
const memory = [...Object.entries(tree), ['collector, all processes', collectorPids] as const].map(([name, pids]) => ({
  name,
  resident: pids.reduce((sum, pid) => sum + residentMb(pid), 0),
  proportional: pids.reduce((sum, pid) => sum + proportionalMb(pid), 0),
}));
const agentMb = residentMb(agent);
await collector.stop();
await product.stop();

const percentOf = (name: string): number =>
  name.startsWith('collector')
    ? collectorPercent
    : ((processes.find((each) => each.name.split(' ')[0] === name)?.cpuSeconds ?? 0) * 100) / SECONDS;
const stackMb = memory
  .filter(({ name }) => !name.startsWith('collector'))
  .reduce((sum, { resident }) => sum + resident, 0);
writeReport({
  name: 'footprint',
  about: `All processes of \`npm start\` with the sample company, ${SECONDS} s after READY, and the collector of one PC in use beside them; megabytes at the end of ${SECONDS} s more, processor time as a share of one core over them.`,
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
      value: collectorPercent,
      unit: '% of a core',
      atMost: COLLECTOR_LIMIT_PERCENT,
    },
    {
      name: 'collector, all its processes together, shared pages once',
      value: collectorMb,
      unit: 'MB',
      atMost: COLLECTOR_LIMIT_MB,
    },
    { name: 'collector, the agent alone, resident', value: agentMb, unit: 'MB' },
  ],
  processes,
});
process.exit(0);
