/**
 * Whether a stopwatch tells an unknown id, a wrong password and a locked account apart. `node scripts/run.mjs benchmarks/sign-in-timing.ts`;
 * about a minute. Tries are interleaved in random order, so that whatever else the machine does falls on all kinds alike; medians and ranks,
 * because a mean is what one slow answer makes of it. The suite compares the CPU time (session/equal-work.int.test.ts).
 */
import { signIn } from '#domain/contract/session.ts';
import { startTestPortal } from '#reporting/testkit/portal.ts';
import type { PersonName } from '#reporting/testkit/house.ts';
import { rankTest } from './kit/rank-test.ts';
import { median, writeReport } from './kit/report.ts';

/** Each id is tried fewer than sixty times, so that no limit answers before the hash. */
const ROUNDS = 165;
const WARM_UP = 15;
const WITH_LOGIN: readonly PersonName[] = ['employee', 'approver', 'senior'];
const LOCKED: readonly PersonName[] = ['colleague', 'parentApprover', 'siblingApprover'];
const KINDS = {
  'unknown id': ['nobody-1', 'nobody-2', 'nobody-3'],
  'wrong password': WITH_LOGIN,
  'locked account': LOCKED,
} as const;
type Kind = keyof typeof KINDS;
const NAMES = Object.keys(KINDS) as Kind[];

const portal = await startTestPortal({ portal: { trustedProxies: 1 } });
const { records, house } = portal;
const lockedIds = LOCKED.map((name) => house.people[name]);
const failures = lockedIds.flatMap((personId) =>
  Array.from({ length: 100 }, () => ({ tenant_id: house.tenantId, person_id: personId, browser_id: null })),
);
await records.insertInto('login_failures').values(failures).execute();

const times = new Map<Kind, number[]>(NAMES.map((kind) => [kind, []]));
const browser = portal.client();
for (let round = 0; round < ROUNDS; round += 1) {
  // Those that are counted must not become locked on the way.
  await records.deleteFrom('login_failures').where('person_id', 'not in', lockedIds).execute();
  for (const kind of shuffled(NAMES)) {
    const loginId = KINDS[kind][round % KINDS[kind].length] ?? '';
    const headers = { 'x-forwarded-for': `10.0.${round >> 8}.${round & 255}` };
    const startedMs = performance.now();
    const { code } = await browser.call(signIn, { body: { tenant: 'demo', loginId, password: 'wrong' }, headers });
    if (code !== 'sign_in_failed') throw new Error(`${kind} is answered ${code}`);
    if (round >= WARM_UP) times.get(kind)?.push(performance.now() - startedMs);
  }
}
await portal.stop();

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}
const of = (kind: Kind): readonly number[] => times.get(kind) ?? [];
const quartile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0;
const pairs = NAMES.flatMap((a, index) => NAMES.slice(index + 1).map((b) => [a, b] as const));
writeReport({
  name: 'sign-in-timing',
  about: `${ROUNDS - WARM_UP} failed sign-ins of each kind over HTTP, interleaved in random order.`,
  columns: ['kind', 'tries', 'median ms', 'middle half ms'],
  rows: NAMES.map((kind) => [
    kind,
    of(kind).length,
    median(of(kind)).toFixed(1),
    `${quartile(of(kind), 0.25).toFixed(1)}–${quartile(of(kind), 0.75).toFixed(1)}`,
  ]),
  notes: pairs.map(([a, b]) => {
    const apart = Math.abs(median(of(a)) - median(of(b)));
    return `${a} / ${b}: medians ${apart.toFixed(1)} ms apart, rank test p = ${rankTest(of(a), of(b)).toFixed(3)}.`;
  }),
});
