import { randomUUID } from 'node:crypto';
import { rosterSubject, workSubject } from '#domain/contract/messages.ts';
import type { DeclaredDay, PersonRules } from '#domain/contract/work-rules.ts';
import { workDateOf } from '#domain/time/work-date.ts';
import { publishAcked, type JetStreamClient, type JetStreamManager } from '#platform/nats.ts';
import { waitFor } from '#platform/testkit/index.ts';
import { allPlans, consumerPlans } from '#processor/topology.ts';
import { rulesOf } from '#processor/testing/facts.ts';

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
