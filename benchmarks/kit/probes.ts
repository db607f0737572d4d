import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { signIn } from '#domain/contract/session.ts';
import { readGroupStatus, type StatusList } from '#domain/contract/group-status.ts';
import { createRecords } from '#platform/postgres.ts';
import { pause } from '#platform/jitter.ts';
import { approverNumberOf } from '#sample/company/groups.ts';
import { loginIdOf, SAMPLE_PEOPLE } from '#sample/company/people.ts';
import { SAMPLE_TENANT_CODE } from '#sample/load/sample-state.ts';
import { personIdOf, TENANT_ID } from '#sample/load/write-roster.ts';
import { Client } from '#reporting/testkit/client.ts';
import type { FleetPerson } from './fleet-facts.ts';
import type { Product } from './product.ts';

const MINUTE_MS = 60_000;
/** The list of their group shows all probes at once; the pages of each, asked for so often, would be most of what the portal does. */
const ASK_EVERY_MS = 250;
const GIVE_UP_MS = 60_000;

/** People of the sample company whose minutes are watched through the portal, as their approver sees them in グループの勤務状況. Answers with their group. */
export async function addProbes(product: Product, probes: readonly FleetPerson[]): Promise<string> {
  const records = createRecords(product.runtime.postgresUrl, { name: 'benchmark' });
  const [model] = SAMPLE_PEOPLE;
  if (model === undefined) throw new RangeError('the sample company has nobody');
  for (const [index, { personId }] of probes.entries()) {
    await sql`
      INSERT INTO people (tenant_id, person_id, login_id, employee_number, name, kana, mail)
      VALUES (${TENANT_ID}::uuid, ${personId}::uuid, ${`probe${index}`}, ${`P-${index}`}, ${`計測 ${index}`}, '', '')`.execute(
      records,
    );
    await sql`
      INSERT INTO assignments (tenant_id, person_id, effective_from, group_id, pattern_id)
      SELECT tenant_id, ${personId}::uuid, effective_from, group_id, pattern_id FROM assignments
      WHERE tenant_id = ${TENANT_ID}::uuid AND person_id = ${personIdOf(model.number)}::uuid`.execute(records);
  }
  const { rows } = await sql<{ group_id: string }>`
    SELECT group_id FROM assignments
    WHERE tenant_id = ${TENANT_ID}::uuid AND person_id = ${personIdOf(model.number)}::uuid AND effective_from <= current_date
    ORDER BY effective_from DESC LIMIT 1`.execute(records);
  await records.destroy();
  const [assignment] = rows;
  if (assignment === undefined) throw new RangeError('the sample person is in no group');
  return assignment.group_id;
}

export interface ProbeWatch {
  /** A minute of a probe was answered 2xx: it is looked for until the portal shows it. */
  answered(personId: string, minute: number, at: number): void;
  /** Milliseconds from the answer of ingest to the first answer of the portal that shows the minute; Infinity where none did. */
  readonly lags: number[];
  settled(): Promise<void>;
}

interface Awaited {
  readonly minute: number;
  readonly at: number;
}

export async function watchProbes(product: Product, groupId: string): Promise<ProbeWatch> {
  const client = await signInApprover(product);
  const lags: number[] = [];
  const awaited = new Map<string, Awaited>();
  const look = async (): Promise<void> => {
    const shown = await lastActiveOf(client, groupId);
    for (const [personId, { minute, at }] of awaited) {
      const isShown = (shown.get(personId) ?? 0) > minute;
      const isGivenUp = Date.now() - at > GIVE_UP_MS;
      if (isShown) lags.push(Date.now() - at);
      else if (isGivenUp) lags.push(Infinity);
      if (isShown || isGivenUp) awaited.delete(personId);
    }
  };
  let looking: Promise<void> | undefined;
  const lookUntilAllShown = async (): Promise<void> => {
    for (; awaited.size > 0; await pause(ASK_EVERY_MS)) await look();
    looking = undefined;
  };
  return {
    lags,
    answered: (personId, minute, at) => {
      // A probe whose last minute is still awaited waits for that one.
      if (!awaited.has(personId)) awaited.set(personId, { minute, at });
      looking ??= lookUntilAllShown();
    },
    settled: async () => void (await looking),
  };
}

async function signInApprover(product: Product): Promise<Client> {
  const client = new Client(() => product.portalUrl);
  const { password } = JSON.parse(readFileSync(join(product.dataDir, 'sample', 'sign-ins.json'), 'utf8')) as {
    password: string;
  };
  const [model] = SAMPLE_PEOPLE;
  if (model === undefined) throw new RangeError('the sample company has nobody');
  const loginId = loginIdOf({ number: approverNumberOf(model) });
  const signedIn = await client.call(signIn, { body: { tenant: SAMPLE_TENANT_CODE, loginId, password } });
  if (signedIn.status >= 300) throw new Error(`no sign-in: HTTP ${signedIn.status} ${signedIn.text}`);
  return client;
}

/** The end of each person's last minute with input, as the list of the group shows it now. */
async function lastActiveOf(client: Client, groupId: string): Promise<Map<string, number>> {
  const answer = await client.call(readGroupStatus, { params: { groupId }, query: { below: '0' } });
  if (answer.status !== 200) throw new Error(`HTTP ${answer.status} ${answer.text}`);
  const { people } = answer.json as StatusList;
  return new Map(
    people.flatMap(({ personId, workDate, figures }) => {
      if (figures?.lastActiveClock == null) return [];
      return [[personId, Date.parse(`${workDate}T00:00:00+09:00`) / MINUTE_MS + figures.lastActiveClock]];
    }),
  );
}

export const probeOf = (bootId: string): FleetPerson => ({
  tenantId: TENANT_ID,
  personId: randomUUID(),
  deviceId: randomUUID(),
  spoolId: randomUUID(),
  bootId,
});
