import { addDays } from '#domain/time/calendar.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { clockOf, minuteOfClock } from '#domain/time/wall-clock.ts';
import { workDateInterval, workDateOf, type DayRules } from '#domain/time/work-date.ts';
import type { SamplePerson } from '../company/people.ts';
import { planDay, type DayPlan } from './plan-day.ts';

export interface DatedPlan {
  workDate: WorkDate;
  plan: DayPlan;
}

/**
 * All days of a person up to now, the oldest first. What has not happened yet is left out; a person with a live PC began work a while ago
 * and has not ended, whatever the day or the hour, so that the screens move.
 */
export function planPerson(person: SamplePerson, rules: DayRules, nowMinute: UnixMinute, days: number): DatedPlan[] {
  const today = workDateOf(nowMinute, rules);
  const dates = Array.from({ length: days }, (_, index) => addDays(today, index - days + 1));
  return dates.flatMap((workDate) => {
    const isToday = workDate === today;
    const plan = isToday && person.isLive ? liveDay(today, rules, nowMinute) : planDay(person, workDate);
    if (plan === undefined) return [];
    const past = isToday ? untilNow(plan, workDate, rules, nowMinute) : plan;
    return past.operations.length + past.spells.length === 0 ? [] : [{ workDate, plan: past }];
  });
}

const LIVE_SINCE_MINUTES = 95;

function liveDay(today: WorkDate, rules: DayRules, nowMinute: UnixMinute): DayPlan {
  const begin = Math.max(nowMinute - LIVE_SINCE_MINUTES, workDateInterval(today, rules).start + 1);
  const startClock = clockOf(begin, today, rules.zone);
  const endClock = startClock + (nowMinute - begin);
  return {
    operations: [{ kind: 'start', clock: startClock }],
    spells: [{ device: 0, startClock, endClock, busy: 0.85 }],
  };
}

function untilNow(plan: DayPlan, workDate: WorkDate, rules: DayRules, nowMinute: UnixMinute): DayPlan {
  const happened = (clock: number) => minuteOfClock(clock, workDate, rules.zone) < nowMinute;
  return {
    operations: plan.operations.filter((operation) => happened(operation.clock)),
    spells: plan.spells.filter((spell) => happened(spell.startClock)),
  };
}
