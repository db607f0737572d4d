/**
 * `npm run faults:upgrade -- [COMMIT]`: the older release is taken from git into a folder of its own and started with the sample company, as a person would;
 * then this version is started on its data. No figure of a past day may differ, and `reconcile` must find nothing. By hand: it installs and builds
 * the older release and takes some minutes.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { readDay } from '#domain/contract/months.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { datesBetween } from '../check/read-site.ts';
import { reconcileUntilEqual } from '../check/reconcile.ts';
import { signInAs, type PortalClient } from '../kit/portal-client.ts';
import { freePorts, newDataDir, startProduct, type Product, type SignIns } from '../kit/product.ts';
import { tempDir } from '#platform/testkit/temp-dir.ts';
import { differences } from './differences.ts';

/** The last commit before the releases of the last migrations that it proves; any older one can be named. */
const DEFAULT_COMMIT = '7ef602a';
const PROJECT = join(import.meta.dirname, '../../..');
const DAYS = 60;
/** The live PCs of the sample go on with today; yesterday may still be open. */
const OPEN_DAYS = 2;
const SETTLED_WITHIN_MS = 180_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

type Days = Map<string, unknown>;

const commit = process.argv[2] ?? DEFAULT_COMMIT;
const clone = join(tempDir('upgrade'), 'older');
execFileSync('git', ['clone', '--quiet', '--local', PROJECT, clone]);
execFileSync('git', ['-C', clone, 'checkout', '--quiet', commit]);
// Installs what the older release names and builds its screens.
execFileSync(process.execPath, [join(clone, 'scripts/build-ui.mjs')], { cwd: clone, stdio: 'inherit' });
const dataDir = newDataDir();
const ports = await freePorts();

say(`starting ${commit} with the sample company …`);
const older = await startProduct({ dataDir, ports, launcher: join(clone, 'scripts/start.mjs') });
const { signIns } = older;
if (signIns === undefined) throw new Error(`no sample company:\n${older.output()}`);
const before = await readDays(older, signIns);
await older.stop();
say(`${before.size} days of ${signIns.loginIds.length} people read; stopped, and starting this version on its data …`);

const newer = await startProduct({ dataDir, ports });
try {
  let found: string[] = [];
  await waitFor(async () => (found = compare(before, await readDays(newer, signIns))).length === 0, {
    ...{ deadlineMs: SETTLED_WITHIN_MS, intervalMs: 2_000, what: 'days without a difference' },
  }).catch((cause: unknown) => {
    throw new Error(`${found.length} differences:\n${found.slice(0, 20).join('\n')}`, { cause });
  });
  say(`ready after ${Math.round(newer.readyMs)} ms; ${before.size} days, 0 differences`);
  say(
    await reconcileUntilEqual(
      { product: newer, signIns, client: (id) => signInAs(newer.portalUrl, signIns, id) },
      SETTLED_WITHIN_MS,
    ),
  );
} finally {
  await newer.stop();
}

/** Past days of everybody who has days, as the portal's API answers. */
async function readDays(product: Product, people: SignIns): Promise<Days> {
  const today = Math.floor(Date.now() / 60_000);
  const dates = datesBetween(today - DAYS * 1_440, today - (OPEN_DAYS + 1) * 1_440);
  const days: Days = new Map();
  for (const loginId of people.loginIds) {
    const client = await signInAs(product.portalUrl, people, loginId);
    for (const workDate of dates) {
      const day = await readOne(client, workDate);
      if (day !== undefined) days.set(`${loginId} ${workDate}`, day);
    }
  }
  return days;
}

/** undefined: this person has no days. Not parsed by the contract: the older release has another one. */
async function readOne(client: PortalClient, workDate: string): Promise<unknown> {
  const answer = await client.fetch(readDay, { params: { personId: 'me', workDate } });
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`HTTP ${answer.status} for ${workDate}`);
  return answer.json();
}

/** A declaration, because the program above it runs before a constant would be there. */
function compare(olderDays: Days, newerDays: Days): string[] {
  return [...olderDays].flatMap(([name, day]) => differences(day, newerDays.get(name), name));
}
