import { RULES_VERSION } from '../contract/computed-day.ts';
import type { ComputedDay } from '../contract/computed-day.ts';
import type { Correction, DayApproval, DeclaredDay, Operation, PersonRules } from '../contract/work-rules.ts';
import { clip, interval, intersect, intervalsOfMinutes, totalLength } from '../time/interval.ts';
import type { Interval, UnixMinute, WorkDate } from '../time/types.ts';
import { clockOf, endClockOf } from '../time/wall-clock.ts';
import { assignmentOn, workDateInterval } from '../time/work-date.ts';
import { dayStateOf } from './allowed-operations.ts';
import { differenceOf } from './approval-difference.ts';
import { isAutoRecordingOn, recordSpans } from './auto-recording.ts';
import { dayLedger } from './day-ledger.ts';
import { isConfirmedDay, isProvisionalDay } from './day-standing.ts';
import { declarationByRules } from './declaration-by-rules.ts';
import { declarationSourceOf } from './declaration-source.ts';
import { divideDeclaration } from './declaration.ts';
import type { DividedDeclaration } from './declaration.ts';
import { declaredLane } from './declared-lane.ts';
import { declaredSpans, workSpans } from './declared-spans.ts';
import { deemedEndClockOf } from './deemed-end.ts';
import { deviationMinutesOf } from './deviation-minutes.ts';
import { effectiveCorrection, effectiveOperations } from './effective-operations.ts';
import { lateNightIntervals } from './late-night-minutes.ts';
import { pcSpanOf } from './pc-span.ts';
import { taskLane, taskMinutesOf, taskStyleOf } from './task-minutes.ts';
import { unrequestedIntervals } from './unrequested-minutes.ts';
import { workStyleOf } from './work-style.ts';

interface CommonInput {
  readonly workDate: WorkDate;
  readonly rules: PersonRules;
  /** Undefined: nothing was ever pressed on this date. */
  readonly declared: DeclaredDay | undefined;
  readonly sensorLost: readonly Interval[];
  readonly nowMinute: UnixMinute;
}

/** All facts of one person and work date. Minutes outside the work date are left out, so a caller may pass its neighbours too. */
export interface DayInput extends CommonInput {
  /** Minutes with input on any of the person's devices, ascending. */
  readonly activeMinutes: readonly UnixMinute[];
  /** Minutes in which an agent ran and reported, active or not, ascending. */
  readonly awakeMinutes: readonly UnixMinute[];
}

/** The same with the minutes as normal lists of intervals, as the processor reads them: a tenth of the memory. */
export interface DayRuns extends CommonInput {
  readonly active: readonly Interval[];
  readonly awake: readonly Interval[];
}

/**
 * Up to where the day has come: now, within the day; a stored press and an approved span prove that their minutes have come, whatever this machine's
 * clock says.
 */
function asOfMinute(
  nowMinute: UnixMinute,
  day: Interval,
  operations: readonly Operation[],
  approval: DayApproval | null,
): UnixMinute {
  const presses = operations.map((operation) => operation.atMinute);
  const ends = approval?.spans.map((span) => span.end) ?? [];
  return Math.max(day.start, Math.min(day.end, Math.max(nowMinute, ...presses, ...ends)));
}

/** What is declared, by presses, a correction or the PC log, and what was active, up to where the day has come. */
function readFacts(input: DayRuns) {
  const { workDate, rules, declared: facts } = input;
  const day = workDateInterval(workDate, rules);
  const approval = facts?.approval ?? null;
  const correction: Correction | undefined = facts && effectiveCorrection(facts);
  const operations = facts === undefined ? [] : effectiveOperations(facts);
  const asOf = asOfMinute(input.nowMinute, day, operations, approval);
  const elapsed = interval(day.start, asOf);
  const active = clip(input.active, elapsed);
  const pressed = workSpans(operations, day, asOf);
  const isAutoRecording = isAutoRecordingOn(rules, workDate);
  const isRecorded = isAutoRecording && correction === undefined && asOf >= day.end;
  const recorded = isRecorded ? recordSpans(pressed, active) : { spans: pressed, source: undefined };
  const { spans } = recorded;
  const source = declarationSourceOf(declaredSpans(spans), correction, recorded.source);
  const { pattern, groupId } = assignmentOn(rules, workDate);
  return { day, approval, correction, asOf, elapsed, active, isAutoRecording, spans, source, pattern, groupId };
}

type DayFacts = ReturnType<typeof readFacts>;

/** What the rules give now, and what counts: the same, unless a person's approval of the day holds. */
function declarationsOf(input: DayRuns, facts: DayFacts): { now: DividedDeclaration; shown: DividedDeclaration } {
  const { workDate, rules } = input;
  const { day, spans, approval } = facts;
  const place = { workDate, zone: rules.zone, nights: lateNightIntervals(workDate, rules.zone, day) };
  const isOpen = declaredSpans(spans).at(-1)?.endSource === 'open';
  const now = divideDeclaration(declarationByRules({ ...place, ...facts }), isOpen, place);
  if (approval === null || !approval.holds) return { now, shown: now };
  const { scheduledMinutes, isHolidayWork } = approval;
  const approved = {
    spans: approval.spans.map(({ start, end }) => interval(Math.max(start, day.start), Math.min(end, day.end))),
    breaks: clip(approval.breaks, day),
    overtime: clip(approval.overtime, day),
    scheduledMinutes,
    isHolidayWork,
  };
  return { now, shown: divideDeclaration(approved, false, place) };
}

/** PC figures always follow the facts, on an approved day too. */
function pcFiguresOf({ active }: DayFacts, workDate: WorkDate, zone: string) {
  const pc = pcSpanOf(active);
  return {
    hasPcData: pc !== undefined,
    firstActiveClock: pc === undefined ? null : clockOf(pc.firstActiveMinute, workDate, zone),
    lastActiveClock:
      pc === undefined ? null : endClockOf(interval(pc.firstActiveMinute, pc.lastActiveEnd), workDate, zone),
    pcSpanMinutes: pc?.spanMinutes ?? 0,
    pcActiveMinutes: pc?.activeMinutes ?? 0,
  };
}

function standingOf(input: DayRuns, { spans, correction, source, approval }: DayFacts) {
  const declared = declaredSpans(spans);
  const recordedEndState = input.declared?.recordedEndState ?? 'none';
  const isFixed = approval !== null && approval.holds;
  const isWaiting = approval !== null && !approval.holds;
  return {
    dayState: dayStateOf(spans),
    isConfirmed: isFixed || isConfirmedDay(declared),
    isProvisional: !isFixed && (isWaiting || isProvisionalDay({ declared, correction, source, recordedEndState })),
    declarationSource: source,
    approval: approval && { approvedAt: approval.approvedAt, approverId: approval.approverId, holds: approval.holds },
  };
}

/** Tasks and what they decide: their lane, their amounts, 勤務形態. */
function taskFiguresOf(input: DayRuns, { day, spans }: DayFacts) {
  const tasks = input.declared?.tasks ?? [];
  const startStyles = declaredSpans(spans).flatMap(({ startOperation }) => startOperation?.workStyle ?? []);
  return {
    workStyle: workStyleOf(tasks.map(taskStyleOf), startStyles),
    taskMinutes: taskMinutesOf(tasks, 'task', day),
    meetingMinutes: taskMinutesOf(tasks, 'meeting', day),
    offsiteMinutes: taskMinutesOf(tasks, 'offsite', day),
    tasks: taskLane(tasks, day, input.workDate, input.rules.zone),
  };
}

/**
 * One person and work date, from facts to figures. Pure: the same input gives the same day, in whatever order, pieces or repetition the facts
 * came; a day whose end has passed does not depend on now.
 *
 *   presses or their correction, PC log ─▶ spans ─▶ breaks ─▶ worked ─▶ overtime / holiday work, late night   (what the rules give now)
 *   approval that holds ───────────────────────────────────▶ in its place; what the rules give now is only compared with it
 *   active minutes ────────────────────────────────────────▶ unrequested, PC use in break, PC figures
 *   all of them ─▶ ledger (each minute once) ─▶ totals are its sums
 */
export const computeDay = ({ activeMinutes, awakeMinutes, ...input }: DayInput): ComputedDay =>
  computeDayOfRuns({ ...input, active: intervalsOfMinutes(activeMinutes), awake: intervalsOfMinutes(awakeMinutes) });

/** See `computeDay`. */
export function computeDayOfRuns(input: DayRuns): ComputedDay {
  const { workDate, rules } = input;
  const { zone } = rules;
  const facts = readFacts(input);
  const { now, shown } = declarationsOf(input, facts);
  const { day, active, source, isAutoRecording } = facts;
  const unrequested = unrequestedIntervals(active, shown.spans);
  const unrequestedMinutes = totalLength(unrequested);
  const pc = pcFiguresOf(facts, workDate, zone);
  const standing = standingOf(input, facts);
  const inputs = { rosterVersion: rules.version, rulesVersion: RULES_VERSION, ...pc };
  const tasks = input.declared?.tasks ?? [];
  return {
    workDate,
    startMinute: day.start,
    endMinute: day.end,
    asOfMinute: facts.asOf,
    ...standing,
    isHolidayWork: shown.isHolidayWork,
    hasDeclaration: shown.spans.length > 0,
    ...shown.figures,
    unrequestedMinutes,
    pcInBreakMinutes: totalLength(intersect(active, shown.breaks)),
    deviationMinutes: deviationMinutesOf({
      ...shown,
      isConfirmed: standing.isConfirmed,
      source,
      pc: pcSpanOf(active),
      active,
      unrequestedMinutes,
      tasks,
      sensorLost: input.sensorLost,
      day,
    }),
    difference: differenceOf(facts.approval, shown.figures, {
      figures: now.figures,
      declaration: now,
      source,
      isAutoRecording,
      inputs,
    }),
    deemedEndClock: deemedEndClockOf(shown.figures.clockOutClock, shown.figures.breakMinutes),
    ...pc,
    ...taskFiguresOf(input, facts),
    spans: [...shown.spans],
    declared: declaredLane(shown.spans, shown.breaks, workDate, zone),
    ledger: dayLedger({ ...facts, ...input, active, zone, shown, unrequested }),
    groupId: facts.groupId,
    patternCode: facts.pattern.code,
    workVersion: input.declared?.version ?? 0,
    rosterVersion: rules.version,
    rulesVersion: RULES_VERSION,
  };
}
