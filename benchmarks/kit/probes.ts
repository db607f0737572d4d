import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { signIn } from '#domain/contract/session.ts';
import { readMonth, type MonthDay } from '#domain/contract/months.ts';
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
const ASK_EVERY_MS = 200;
const GIVE_UP_MS = 60_000;
const ASKED_AT_ONCE = 6;

/** People of the sample company whose minutes are watched through the portal, as their approver sees them in 勤務一覧. */
export async function addProbes(product: Product, probes: readonly FleetPerson[]): Promise<void> {
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
  await records.destroy();
}

export interface ProbeWatch {
  /** A minute of a probe was answered 2xx: asks until the portal shows it. */
  answered(personId: string, minute: number, at: number): void;
  /** Milliseconds from the answer to the first page that shows the minute; Infinity where none did. */
  readonly lags: number[];
  settled(): Promise<void>;
}

export async function watchProbes(product: Product): Promise<ProbeWatch> {
  const client = new Client(() => product.portalUrl);
  const { password } = JSON.parse(readFileSync(join(product.dataDir, 'sample', 'sign-ins.json'), 'utf8')) as {
    password: string;
  };
  const [model] = SAMPLE_PEOPLE;
  if (model === undefined) throw new RangeError('the sample company has nobody');
  const loginId = loginIdOf({ number: approverNumberOf(model) });
  const signedIn = await client.call(signIn, { body: { tenant: SAMPLE_TENANT_CODE, loginId, password } });
  if (signedIn.status >= 300) throw new Error(`no sign-in: HTTP ${signedIn.status} ${signedIn.text}`);
  const lags: number[] = [];
  const asking = new Set<Promise<void>>();
  const ask = async (personId: string, minute: number, at: number): Promise<void> => {
    while (Date.now() - at < GIVE_UP_MS) {
      if (await shows(client, personId, minute)) return void lags.push(Date.now() - at);
      await pause(ASK_EVERY_MS);
    }
    lags.push(Infinity);
  };
  return {
    lags,
    answered: (personId, minute, at) => {
      if (asking.size >= ASKED_AT_ONCE) return;
      const question = ask(personId, minute, at).finally(() => asking.delete(question));
      asking.add(question);
    },
    settled: async () => void (await Promise.all(asking)),
  };
}

async function shows(client: Client, personId: string, minute: number): Promise<boolean> {
  const inTokyo = new Date((minute + 9 * 60) * MINUTE_MS).toISOString();
  const month = inTokyo.slice(0, 7).replace('-', '');
  const answer = await client.call(readMonth, { params: { personId, month } });
  if (answer.status !== 200) throw new Error(`HTTP ${answer.status} ${answer.text}`);
  const { days } = answer.json as { days: MonthDay[] };
  const day = days.find(
    (each) => each.day !== null && each.day.startMinute <= minute && minute < each.day.endMinute,
  )?.day;
  if (day?.lastActiveClock == null) return false;
  const midnight = Date.parse(`${day.workDate}T00:00:00+09:00`) / MINUTE_MS;
  return midnight + day.lastActiveClock > minute;
}

export const probeOf = (bootId: string): FleetPerson => ({
  tenantId: TENANT_ID,
  personId: randomUUID(),
  deviceId: randomUUID(),
  spoolId: randomUUID(),
  bootId,
});
