/**
 * 500 wrong sign-ins a second for 30 s, each from another address: what those who are signed in wait, and whether a locked victim with a known
 * browser still gets in. `node scripts/run.mjs benchmarks/sign-in-flood.ts [SECONDS]`; the suite has a short form (session/flood.int.test.ts).
 */
import { parseArgs } from 'node:util';
import { signIn } from '#domain/contract/session.ts';
import { floodSignIn } from '#reporting/testkit/flood.ts';
import { PASSWORD } from '#reporting/testkit/house.ts';
import { startTestPortal } from '#reporting/testkit/portal.ts';
import { writeReport } from './kit/report.ts';

const PER_SECOND = 500;
const MOST_SECONDS = 120;
const { positionals } = parseArgs({ allowPositionals: true });
const seconds = Math.min(Number(positionals[0] ?? 30), MOST_SECONDS);

const portal = await startTestPortal({ portal: { trustedProxies: 1 } });
const [employee, victim] = [await portal.signedIn('employee'), await portal.signedIn('colleague')];
const quiet = (await floodSignIn(portal, { perSecond: 0, seconds: 5, loginId: 'colleague', employee })).waits;
const flood = floodSignIn(portal, { perSecond: PER_SECOND, seconds, loginId: 'colleague', employee });
const body = { tenant: 'demo', loginId: 'colleague', password: PASSWORD };
const entered: number[] = [];
for (let attempt = 0; attempt < seconds / 3; attempt += 1) {
  const startedAt = performance.now();
  const { status } = await victim.call(signIn, { body, headers: { 'x-forwarded-for': '192.0.2.1' } });
  if (status !== 200) throw new Error(`the victim's known browser gets ${status}`);
  entered.push(performance.now() - startedAt);
}
const { answers, waits, sent } = await flood;
await portal.stop();

const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
};
const line = (what: string, values: readonly number[]) => [
  what,
  values.length,
  percentile(values, 0.5),
  percentile(values, 0.95),
];
writeReport({
  name: 'sign-in-flood',
  about: `${sent} wrong sign-ins in ${seconds} s (${PER_SECOND} a second wanted), each from another address, for one victim. Attacker, portal and stores share the cores.`,
  columns: ['who waits', 'requests', 'median ms', 'p95 ms'],
  rows: [
    line('signed in, without the flood', quiet),
    line('signed in, during the flood', waits),
    line('the victim signs in with a known browser', entered),
  ],
  notes: [`Answers to the attacker: ${JSON.stringify(answers)}.`],
});
