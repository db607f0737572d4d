import { sql, type Kysely } from 'kysely';
import { join } from 'node:path';
import type { DeviceIdentity } from '#collector/identity/identity-file.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { workDateOf } from '#domain/time/work-date.ts';
import { replaceFile } from '#platform/files.ts';
import { pause } from '#platform/jitter.ts';
import type { JetStreamClient, JetStreamManager } from '#platform/nats.ts';
import { loginIdOf, SAMPLE_PEOPLE, SHOWN_SIGN_INS, type SamplePerson } from '../company/people.ts';
import { planPerson, type DatedPlan } from '../plan/plan-person.ts';
import { planRequests } from '../plan/plan-requests.ts';
import { approverNumberOf } from '../company/groups.ts';
import { sampleDayOf } from './declared-day.ts';
import { enrolPcs } from './enrol-pcs.ts';
import { publishHistory } from './publish-history.ts';
import { openSampleState, SAMPLE_DAYS, SAMPLE_TENANT_CODE } from './sample-state.ts';
import { waitUntilProcessed } from './wait-until-processed.ts';
import { personIdOf, rulesOf, writeRoster } from './write-roster.ts';
import { writeWork } from './write-work.ts';

export interface LoadDeps {
  records: Kysely<unknown>;
  js: JetStreamClient;
  jsm: JetStreamManager;
  pepper: Uint8Array;
  sampleDir: string;
  portalUrl: string;
  say: (line: string) => void;
}

/**
 * Makes デモ商事: roster → declared work → PCs → recorded activity → computed days. Each step may be repeated; `sign-ins.json`, which
 * says that all is there, is written last.
 */
export async function loadCompany(deps: LoadDeps): Promise<void> {
  const state = await openSampleState(deps.sampleDir, Math.floor(Date.now() / MS_PER_MINUTE));
  deps.say('sample company デモ商事: roster and declared work …');
  await writeRoster(deps.records, state.password, deps.pepper);
  const people = SAMPLE_PEOPLE.map((person) => ({
    person,
    plans: planPerson(person, rulesOf(person), state.anchorMinute, SAMPLE_DAYS),
  }));
  for (const { person, plans } of people) {
    const approverId = personIdOf(approverNumberOf(person));
    const today = workDateOf(state.anchorMinute, rulesOf(person));
    const days = planRequests(person, plans, today).map((day) =>
      sampleDayOf(person, day, approverId, state.anchorMinute),
    );
    await writeWork(deps.records, personIdOf(person.number), approverId, days);
  }
  await waitForOutbox(deps.records);

  deps.say('sample company: enrolling its PCs …');
  const enrolled: { person: SamplePerson; plans: DatedPlan[]; identities: DeviceIdentity[] }[] = [];
  for (const each of people) {
    const options = { sampleDir: deps.sampleDir, portalUrl: deps.portalUrl, password: state.password };
    enrolled.push({ ...each, identities: await enrolPcs(each.person, options) });
  }

  // The PCs that were offline come back last: their days are computed a second time, as in life.
  const inOrder = [...enrolled].sort(
    (a, b) => Number(a.person.habit === 'offlinePc') - Number(b.person.habit === 'offlinePc'),
  );
  for (const [index, { person, plans, identities }] of inOrder.entries()) {
    if (index % 10 === 0)
      deps.say(`sample company: ${SAMPLE_DAYS} days of PC activity, ${(index * 100) / inOrder.length} % …`);
    await publishHistory(deps.js, person, identities, plans, state.anchorMinute);
  }
  deps.say('sample company: computing the days …');
  await waitUntilProcessed(deps.jsm, () => undefined);
  await writeSignIns(deps.sampleDir, state.password);
}

/** The portal's relay carries the facts; activity after them is then computed once instead of twice. */
async function waitForOutbox(records: Kysely<unknown>): Promise<void> {
  for (;;) {
    const { rows } = await sql<{
      waiting: number;
    }>`SELECT count(*)::int AS waiting FROM outbox WHERE published_at IS NULL`.execute(records);
    if ((rows[0]?.waiting ?? 0) === 0) return;
    await pause(100);
  }
}

async function writeSignIns(sampleDir: string, password: string): Promise<void> {
  const people = [
    ...SHOWN_SIGN_INS.map(({ number, role }) => ({ loginId: loginIdOf({ number }), role })),
    { loginId: 'admin', role: 'tenant administrator: downloads only' },
  ];
  await replaceFile(
    join(sampleDir, 'sign-ins.json'),
    `${JSON.stringify({ tenantCode: SAMPLE_TENANT_CODE, password, people })}\n`,
  );
}
