import { randomUUID } from 'node:crypto';
import type { ActivityMessage, StampedItem } from '#domain/contract/messages.ts';
import type { DeclaredDay, Operation, PersonRules } from '#domain/contract/work-rules.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';

/** Facts for tests: one person with one PC, a pattern of 05:00 with a lunch break, in Tokyo. */
export interface TestPerson {
  tenantId: string;
  personId: string;
  deviceId: string;
  spoolId: string;
  bootId: string;
}

export const testPerson = (tenantId: string = randomUUID()): TestPerson => ({
  tenantId,
  personId: randomUUID(),
  deviceId: randomUUID(),
  spoolId: randomUUID(),
  bootId: randomUUID(),
});

/** 2026-01-15 00:00 in Tokyo plus a reading of the wall clock, as UnixMinute. */
export const tokyo = (workDate: string, clock: number): UnixMinute =>
  Date.parse(`${workDate}T00:00:00+09:00`) / 60_000 + clock;
export const workDateOfText = (text: string): WorkDate => text as WorkDate;

export function rulesOf(person: TestPerson, version = 1, autoEndClock = 300): PersonRules {
  return {
    tenantId: person.tenantId,
    personId: person.personId,
    version,
    zone: 'Asia/Tokyo',
    autoRecording: [],
    assignments: [
      {
        from: workDateOfText('2020-01-01'),
        groupId: '11111111-1111-4111-8111-111111111111',
        pattern: {
          patternId: '22222222-2222-4222-8222-222222222222',
          code: 'P1',
          name: '通常',
          breaks: [{ startClock: 720, endClock: 780 }],
          scheduledMinutes: 480,
          morningMinutes: null,
          autoEndClock,
        },
      },
    ],
  };
}

export function declaredOf(
  person: TestPerson,
  workDate: string,
  presses: readonly [Operation['kind'], number][],
  version = 1,
): DeclaredDay {
  return {
    tenantId: person.tenantId,
    personId: person.personId,
    workDate: workDateOfText(workDate),
    version,
    operations: presses.map(([kind, clock], index) => ({
      // Stable, so that a repeated record is the same record.
      operationId: `33333333-3333-4333-8333-${String(clock * 10 + index).padStart(12, '0')}`,
      kind,
      atMinute: tokyo(workDate, clock),
      isHolidayWork: false,
      workStyle: 'regular',
      scheduledMinutes: null,
      requestState: 'none',
      halfDay: null,
      origin: 'pressed',
    })),
    corrections: [],
    tasks: [],
    recordedEndState: 'none',
    approval: null,
  };
}

export const inputMinute = (
  seq: number,
  minute: UnixMinute,
  letters = 3,
): Extract<StampedItem, { kind: 'inputMinute' }> => ({
  kind: 'inputMinute',
  seq,
  offsetMinutes: 0,
  minute,
  part: 0,
  counts: [letters, 0, 0, 0, 0, 0, 0, 0, 0],
});

export const windowSlice = (
  seq: number,
  minute: UnixMinute,
  title = '見積書 - Excel',
): Extract<StampedItem, { kind: 'windowSlice' }> => ({
  kind: 'windowSlice',
  seq,
  offsetMinutes: 0,
  minute,
  activatedAt: minute * 60_000 + 1_234,
  process: 'EXCEL.EXE',
  title,
  url: '',
  seconds: 30,
});

export const sessionChange = (seq: number, minute: UnixMinute, change: string): StampedItem => ({
  kind: 'sessionChange',
  seq,
  offsetMinutes: 0,
  at: minute * 60_000,
  change,
});

export const presenceChange = (seq: number, minute: UnixMinute, activity: string): StampedItem => ({
  kind: 'presenceChange',
  seq,
  offsetMinutes: 0,
  at: minute * 60_000,
  activity,
});

export function activityOf(person: TestPerson, items: StampedItem[]): ActivityMessage {
  const seqs = items.map((item) => item.seq);
  const at = Date.parse('2026-01-20T00:00:00Z');
  return {
    v: 1,
    tenantId: person.tenantId,
    personId: person.personId,
    deviceId: person.deviceId,
    spoolId: person.spoolId,
    bootId: person.bootId,
    receivedAt: at,
    sentAt: at,
    items,
    coveredRanges: items.length === 0 ? [] : [[Math.min(...seqs), Math.max(...seqs)]],
  };
}
