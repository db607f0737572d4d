import { randomUUID } from 'node:crypto';
import { rosterSubject, workSubject } from '#domain/contract/messages.ts';
import type { DeclaredDay, PersonRules } from '#domain/contract/work-rules.ts';
import { workDateOf } from '#domain/time/work-date.ts';
import { createAnalytics } from '#platform/clickhouse.ts';
import { publishAcked, type JetStreamClient, type JetStreamManager } from '#platform/nats.ts';
import { waitFor } from '#platform/testkit/index.ts';
import { allPlans, consumerPlans } from '#processor/topology.ts';
import { rulesOf } from '#processor/testing/facts.ts';
import { migrateClickhouse } from '#sql/migrate-clickhouse.ts';

export interface FleetPerson {
  readonly tenantId: string;
  readonly personId: string;
  readonly deviceId: string;
  readonly spoolId: string;
  readonly bootId: string;
}

export const fleetPerson = (tenantId: string): FleetPerson => ({
  tenantId,
  personId: randomUUID(),
  deviceId: randomUUID(),
  spoolId: randomUUID(),
  bootId: randomUUID(),
});

const AT_ONCE = 500;
const ROWS_AT_ONCE = 5_000;
const TIMEOUT_MS = 30_000;

/** What the portal tells of these people: their rules, and that each has pressed 開始 an hour ago, as most of a fleet at work have. */
export async function publishPeople(js: JetStreamClient, people: readonly FleetPerson[]): Promise<void> {
  const nowMinute = Math.floor(Date.now() / 60_000);
  const send = (subject: string, body: object): Promise<unknown> =>
    publishAcked(js, subject, Buffer.from(JSON.stringify(body)), { msgId: randomUUID(), timeoutMs: TIMEOUT_MS });
  for (let from = 0; from < people.length; from += AT_ONCE) {
    await Promise.all(
      people.slice(from, from + AT_ONCE).flatMap((person) => {
        const rules = rulesOf(person);
        return [
          send(workSubject(person.tenantId, person.personId), startedDay(person, rules, nowMinute - 60)),
          send(rosterSubject(person.tenantId, person.personId), rules),
        ];
      }),
    );
  }
}

/** The same, put into a store that no service has open yet: for tens of thousands, whose days the first uploads compute. */
export async function storePeople(storeDir: string, people: readonly FleetPerson[]): Promise<void> {
  const analytics = await createAnalytics({ kind: 'embedded', path: storeDir });
  await migrateClickhouse(analytics);
  const nowMinute = Math.floor(Date.now() / 60_000);
  const receivedAt = new Date().toISOString();
  for (let from = 0; from < people.length; from += ROWS_AT_ONCE) {
    const some = people.slice(from, from + ROWS_AT_ONCE).map((person) => ({ person, rules: rulesOf(person) }));
    await analytics.insertRows(
      'roster_people_v1',
      ['tenant_id', 'person_id', 'version', 'rules', 'received_at'],
      some.map(({ person, rules }) => [
        person.tenantId,
        person.personId,
        rules.version,
        JSON.stringify(rules),
        receivedAt,
      ]),
    );
    await analytics.insertRows(
      'work_days_v1',
      ['tenant_id', 'person_id', 'work_date', 'version', 'declared', 'received_at'],
      some.map(({ person, rules }) => {
        const declared = startedDay(person, rules, nowMinute - 60);
        const { tenantId, personId, workDate, version } = declared;
        return [tenantId, personId, workDate, version, JSON.stringify(declared), receivedAt];
      }),
    );
  }
  await analytics.close();
}

function startedDay({ tenantId, personId }: FleetPerson, rules: PersonRules, atMinute: number): DeclaredDay {
  const press = {
    operationId: randomUUID(),
    kind: 'start',
    atMinute,
    isHolidayWork: false,
    workStyle: 'regular',
    scheduledMinutes: null,
    requestState: 'none',
    halfDay: null,
    origin: 'pressed',
  } as const;
  return {
    tenantId,
    personId,
    workDate: workDateOf(atMinute, rules),
    version: 1,
    operations: [press],
    corrections: [],
    tasks: [],
    recordedEndState: 'none',
    approval: null,
  };
}

/** Waits until every consumer has acknowledged everything; twice the same, because a message in hand may still publish another. */
export async function drained(jsm: JetStreamManager, deadlineMs: number): Promise<void> {
  let before: string | undefined;
  await waitFor(
    async () => {
      const now = await standOf(jsm);
      const isSame = now !== undefined && now === before;
      before = now;
      return isSame;
    },
    { deadlineMs, intervalMs: 100, what: 'all messages acknowledged' },
  );
}

async function standOf(jsm: JetStreamManager): Promise<string | undefined> {
  const stand: number[] = [];
  for (const { stream, durable } of allPlans(consumerPlans())) {
    const info = await jsm.consumers.info(stream, durable);
    if (info.num_pending > 0 || info.num_ack_pending > 0) return undefined;
    stand.push(info.delivered.stream_seq);
  }
  return stand.join(' ');
}
