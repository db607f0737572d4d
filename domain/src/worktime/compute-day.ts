import { RULES_VERSION } from '../contract/computed-day.ts';
import type { ComputedDay } from '../contract/computed-day.ts';
import type { DeclaredDay, PersonRules } from '../contract/work-rules.ts';
import { clip, interval, intersect, intervalsOfMinutes, subtract, totalLength, union } from '../time/interval.ts';
import type { Interval, UnixMinute, WorkDate } from '../time/types.ts';
import { clockOf, endClockOf } from '../time/wall-clock.ts';
import { assignmentOn, workDateInterval } from '../time/work-date.ts';
import { dayStateOf } from './allowed-operations.ts';
import { breakIntervals, breakWindowIntervals } from './break-minutes.ts';
import { classifyMinutes } from './classify-minutes.ts';
import { clockInOutOf } from './clock-in-out.ts';
import { isConfirmedDay, isProvisionalDay } from './day-standing.ts';
import { declaredLane } from './declared-lane.ts';
import { declaredSpans, workSpans } from './declared-spans.ts';
import type { WorkSpan } from './declared-spans.ts';
import { deemedEndClockOf } from './deemed-end.ts';
import { isHolidayWorkDay } from './holiday-work-minutes.ts';
import { lateNightIntervals, lateNightWork } from './late-night-minutes.ts';
import { splitAtScheduled } from './overtime-from-declared-work.ts';
import { pcSpanOf } from './pc-span.ts';
import { scheduledMinutesOf } from './scheduled-minutes.ts';
import { unrequestedIntervals } from './unrequested-minutes.ts';
import { workStyleOf } from './work-style.ts';
import { workedIntervals } from './worked-minutes.ts';

/** All facts of one person and work date. Minutes outside the work date are left out, so a caller may pass its neighbours too. */
export interface DayInput {
  readonly workDate: WorkDate;
  readonly rules: PersonRules;
  /** Undefined: nothing was ever pressed on this date. */
  readonly declared: DeclaredDay | undefined;
  /** Minutes with input on any of the person's devices, ascending. */
  readonly activeMinutes: readonly UnixMinute[];
  /** Minutes in which an agent ran and reported, active or not, ascending. */
  readonly awakeMinutes: readonly UnixMinute[];
  readonly sensorLost: readonly Interval[];
  readonly nowMinute: UnixMinute;
}

/** Up to where the day has come: now, within the day; a stored press proves that its minute has come, whatever this machine's clock says. */
function asOfMinute(input: DayInput, day: Interval): UnixMinute {
  const presses = input.declared?.operations.map((operation) => operation.atMinute) ?? [];
  return Math.max(day.start, Math.min(day.end, Math.max(input.nowMinute, ...presses)));
}

/** The minutes of every kind that the declared spans and the activity make; amounts are their lengths, the ledger their picture. */
function divideMinutes(input: DayInput, day: Interval, asOf: UnixMinute, spans: readonly WorkSpan[]) {
  const { zone } = input.rules;
  const pattern = assignmentOn(input.rules, input.workDate).pattern;
  const declared = declaredSpans(spans);
  const elapsed = interval(day.start, asOf);
  const active = clip(intervalsOfMinutes(input.activeMinutes), elapsed);
  const breaks = breakIntervals(declared, breakWindowIntervals(pattern.breaks, input.workDate, zone));
  const worked = workedIntervals(declared, breaks);
  const scheduledMinutes = scheduledMinutesOf(declared, pattern);
  const isHolidayWork = isHolidayWorkDay(declared);
  return {
    declared,
    elapsed,
    active,
    breaks,
    worked,
    scheduledMinutes,
    isHolidayWork,
    byScheduled: isHolidayWork ? { withinScheduled: [], overtime: [] } : splitAtScheduled(worked, scheduledMinutes),
    holidayWork: isHolidayWork ? worked : [],
    unrequested: unrequestedIntervals(active, declared),
    lateNight: lateNightWork(worked, lateNightIntervals(input.workDate, zone, day)),
  };
}

type DividedMinutes = ReturnType<typeof divideMinutes>;

function ledgerOf(input: DayInput, day: Interval, spans: readonly WorkSpan[], divided: DividedMinutes) {
  const { elapsed, active, declared } = divided;
  const notDeclared = subtract(union(spans.filter((span) => !span.isDeclared)), union(declared));
  const unrequestedRule = declared.length === 0 ? 'activityWithoutDeclaration' : 'activityOutsideDeclared';
  return classifyMinutes({
    workDate: input.workDate,
    zone: input.rules.zone,
    day,
    byRule: {
      startNotDeclared: notDeclared,
      [unrequestedRule]: divided.unrequested,
      activityInStartNotDeclared: intersect(divided.unrequested, notDeclared),
      workWithinScheduled: divided.byScheduled.withinScheduled,
      workBeyondScheduled: divided.byScheduled.overtime,
      workOnHoliday: divided.holidayWork,
      breakOfPattern: divided.breaks,
      breakPressed: union(declared.flatMap((span) => span.breaks)),
      notYet: [interval(elapsed.end, day.end)],
    },
    byPc: {
      idle: clip(intervalsOfMinutes(input.awakeMinutes), elapsed),
      sensorLost: clip(union(input.sensorLost), elapsed),
      active,
    },
    lateNight: divided.lateNight,
  });
}

/**
 * One person and work date, from facts to figures. Pure: the same input gives the same day, in whatever order, pieces or repetition the facts
 * came; a day whose end has passed does not depend on now.
 *
 *   presses ─▶ spans ─▶ breaks ─▶ worked ─▶ scheduled work / overtime / holiday work, late night
 *   active minutes ────────────────────────▶ unrequested, PC use in break, PC figures
 *   all of them ─▶ ledger (each minute once) ─▶ totals are its sums
 */
export function computeDay(input: DayInput): ComputedDay {
  const { workDate, rules, declared: facts } = input;
  const day = workDateInterval(workDate, rules);
  const asOf = asOfMinute(input, day);
  const spans = workSpans(facts?.operations ?? [], day, asOf);
  const divided = divideMinutes(input, day, asOf, spans);
  const { declared, breaks, active } = divided;
  const assignment = assignmentOn(rules, workDate);
  const breakMinutes = totalLength(breaks);
  const clocks = clockInOutOf(declared, workDate, rules.zone);
  const pc = pcSpanOf(active);
  return {
    workDate,
    startMinute: day.start,
    endMinute: day.end,
    asOfMinute: asOf,
    dayState: dayStateOf(spans),
    isConfirmed: isConfirmedDay(declared),
    isProvisional: isProvisionalDay(declared),
    isHolidayWork: divided.isHolidayWork,
    workStyle: workStyleOf(
      [],
      declared.map((span) => span.startOperation.workStyle),
    ),
    hasDeclaration: declared.length > 0,
    hasPcData: pc !== undefined,
    scheduledMinutes: divided.scheduledMinutes,
    workedMinutes: totalLength(divided.worked),
    breakMinutes,
    overtimeMinutes: totalLength(divided.byScheduled.overtime),
    unrequestedMinutes: totalLength(divided.unrequested),
    holidayWorkMinutes: totalLength(divided.holidayWork),
    lateNightMinutes: totalLength(divided.lateNight),
    pcInBreakMinutes: totalLength(intersect(active, breaks)),
    taskMinutes: 0,
    meetingMinutes: 0,
    offsiteMinutes: 0,
    deviationMinutes: 0,
    declarationSource: declared.length === 0 ? 'none' : 'pressed',
    approval: null,
    difference: null,
    tasks: [],
    ...clocks,
    deemedEndClock: deemedEndClockOf(clocks.clockOutClock, breakMinutes),
    firstActiveClock: pc === undefined ? null : clockOf(pc.firstActiveMinute, workDate, rules.zone),
    lastActiveClock:
      pc === undefined ? null : endClockOf(interval(pc.firstActiveMinute, pc.lastActiveEnd), workDate, rules.zone),
    pcSpanMinutes: pc?.spanMinutes ?? 0,
    pcActiveMinutes: pc?.activeMinutes ?? 0,
    spans: declared.map(({ start, end }) => ({ start, end })),
    declared: declaredLane(declared, breaks, workDate, rules.zone),
    ledger: ledgerOf(input, day, spans, divided),
    groupId: assignment.groupId,
    patternCode: assignment.pattern.code,
    workVersion: facts?.version ?? 0,
    rosterVersion: rules.version,
    rulesVersion: RULES_VERSION,
  };
}
