import type { LedgerRun } from '../contract/computed-day.ts';
import { clip, intersect, interval, subtract, union } from '../time/interval.ts';
import type { Interval, WorkDate } from '../time/types.ts';
import { classifyMinutes } from './classify-minutes.ts';
import type { MinuteLayers } from './classify-minutes.ts';
import type { DividedDeclaration } from './declaration.ts';
import type { WorkSpan } from './declared-spans.ts';

export interface LedgerFacts {
  readonly workDate: WorkDate;
  readonly zone: string;
  readonly day: Interval;
  readonly elapsed: Interval;
  readonly spans: readonly WorkSpan[];
  readonly shown: DividedDeclaration;
  readonly active: readonly Interval[];
  readonly unrequested: readonly Interval[];
  readonly awake: readonly Interval[];
  readonly sensorLost: readonly Interval[];
  readonly isAutoRecording: boolean;
}

/** The ledger of a day: which rule claims which minutes, from the declaration that counts and the activity. */
export function dayLedger(facts: LedgerFacts): LedgerRun[] {
  const { workDate, zone, day, elapsed, shown, active } = facts;
  return classifyMinutes({
    workDate,
    zone,
    day,
    byRule: { ...unrequestedByRule(facts), ...workByRule(facts), notYet: [interval(elapsed.end, day.end)] },
    byPc: {
      idle: clip(facts.awake, elapsed),
      sensorLost: clip(union(facts.sensorLost), elapsed),
      active,
    },
    lateNight: shown.lateNight,
    overtime: shown.overtime,
  });
}

function unrequestedByRule({ spans, shown, unrequested, isAutoRecording }: LedgerFacts): MinuteLayers['byRule'] {
  const notDeclared = subtract(union(spans.filter((span) => !span.isDeclared)), union(shown.spans));
  const rule = shown.spans.length === 0 ? 'activityWithoutDeclaration' : 'activityOutsideDeclared';
  return {
    startNotDeclared: notDeclared,
    [rule]: unrequested,
    activityInStartNotDeclared: intersect(unrequested, notDeclared),
    activityBeyondScheduledOutside: isAutoRecording ? intersect(unrequested, shown.overtime) : [],
  };
}

function workByRule({ spans, shown, isAutoRecording }: LedgerFacts): MinuteLayers['byRule'] {
  const { worked, overtime, breaks, holidayWork, isHolidayWork } = shown;
  const within = isHolidayWork ? [] : subtract(worked, overtime);
  const beyond = isHolidayWork ? [] : intersect(worked, overtime);
  return {
    ...(isAutoRecording
      ? { workCountedByActivity: within, activityBeyondScheduled: beyond }
      : { workWithinScheduled: within, workBeyondScheduled: beyond }),
    workOnHoliday: holidayWork,
    breakOfPattern: breaks,
    breakPressed: intersect(union(spans.flatMap((span) => (span.isDeclared ? span.breaks : []))), breaks),
  };
}
