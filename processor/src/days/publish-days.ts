import { randomUUID } from 'node:crypto';
import { dayPartitionOf, daysSubject } from '#domain/contract/messages.ts';
import type { DaysMessage } from '#domain/contract/messages.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { publishAcked } from '#platform/nats.ts';
import type { JetStreamClient } from '#platform/nats.ts';
import { distinctDays, personText } from './day-key.ts';
import type { DayKey, PersonKey, TouchedPerson } from './day-key.ts';

export interface DaysPublisher {
  /** Asks for these days, to be computed from what the store holds. */
  publish(keys: readonly DayKey[]): Promise<void>;
  /**
   * Asks for days because minutes came in or the clock went on. `batchId` makes two equal requests one (the tick of two instances); without it every
   * request counts.
   */
  publishRoutine(people: readonly TouchedPerson[], batchId?: string): Promise<void>;
  /** Asks for every date these people have facts for. `batchId` as above. */
  publishEvery(people: readonly PersonKey[], batchId?: string): Promise<void>;
}

/** Days of one message: small enough that it is recomputed well within the ack wait, large enough to share its queries and its insert. */
const DAYS_PER_MESSAGE = 2000;
/** People of one message that asks for every date: some 20,000 dates of a year. */
const PEOPLE_PER_MESSAGE = 50;
const TIMEOUT_MS = 10_000;

/** Messages of DAYS, each within one partition so that a person's recomputations come one after another. Pure. */
export function groupDays(keys: readonly DayKey[]): { partition: number; message: DaysMessage }[] {
  const byPartition = Map.groupBy(distinctDays(keys), (key) => dayPartitionOf(key.personId));
  return [...byPartition].flatMap(([partition, days]) => {
    const messages: { partition: number; message: DaysMessage }[] = [];
    for (let from = 0; from < days.length; from += DAYS_PER_MESSAGE) {
      const people = Map.groupBy(days.slice(from, from + DAYS_PER_MESSAGE), personText);
      const entries = [...people.values()].flatMap(([first, ...rest]) => {
        if (first === undefined) return [];
        const workDates: WorkDate[] = [first, ...rest].map((key) => key.workDate);
        return [{ tenantId: first.tenantId, personId: first.personId, workDates }];
      });
      messages.push({ partition, message: { v: 1, days: entries } });
    }
    return messages;
  });
}

/** The same for what came in of each person. Pure. */
export function groupTouched(people: readonly TouchedPerson[]): { partition: number; message: DaysMessage }[] {
  return [...Map.groupBy(people, ({ personId }) => dayPartitionOf(personId))].flatMap(([partition, ofPartition]) => {
    const messages: { partition: number; message: DaysMessage }[] = [];
    let days: DaysMessage['days'] = [];
    let count = 0;
    for (const { tenantId, personId, workDates, minutes } of ofPartition) {
      if (count > 0 && count + workDates.length > DAYS_PER_MESSAGE) {
        messages.push({ partition, message: { v: 1, isRoutine: true, days } });
        [days, count] = [[], 0];
      }
      days.push({ tenantId, personId, workDates: [...workDates], ...(minutes === undefined ? {} : { minutes }) });
      count += workDates.length;
    }
    if (count > 0) messages.push({ partition, message: { v: 1, isRoutine: true, days } });
    return messages;
  });
}

/** The same for people of whom every date is asked for. Pure. */
export function groupPeople(people: readonly PersonKey[]): { partition: number; message: DaysMessage }[] {
  const distinct = [...new Map(people.map((person) => [personText(person), person])).values()];
  return [...Map.groupBy(distinct, ({ personId }) => dayPartitionOf(personId))].flatMap(([partition, ofPartition]) => {
    const messages: { partition: number; message: DaysMessage }[] = [];
    for (let from = 0; from < ofPartition.length; from += PEOPLE_PER_MESSAGE) {
      const some = ofPartition.slice(from, from + PEOPLE_PER_MESSAGE);
      const days = some.map(({ tenantId, personId }) => ({ tenantId, personId, workDates: 'every' as const }));
      messages.push({ partition, message: { v: 1, days } });
    }
    return messages;
  });
}

export function createDaysPublisher(js: JetStreamClient): DaysPublisher {
  const send = (partition: number, message: DaysMessage, msgId: string): Promise<unknown> =>
    publishAcked(js, daysSubject(partition), Buffer.from(JSON.stringify(message)), { msgId, timeoutMs: TIMEOUT_MS });
  const sendDays = async (messages: ReturnType<typeof groupDays>, batchId: string): Promise<void> => {
    await Promise.all(
      messages.map(({ partition, message }, index) => send(partition, message, `${batchId}-${partition}-${index}`)),
    );
  };
  return {
    publish: (keys) => sendDays(groupDays(keys), randomUUID()),
    // A redelivered batch may touch other days than the first time, so ids are made anew: a stale id would drop the request.
    publishRoutine: (people, batchId = randomUUID()) => sendDays(groupTouched(people), batchId),
    publishEvery: async (people, batchId = randomUUID()) => {
      await Promise.all(
        groupPeople(people).map(({ partition, message }, index) =>
          send(partition, message, `${batchId}-every-${partition}-${index}`),
        ),
      );
    },
  };
}
