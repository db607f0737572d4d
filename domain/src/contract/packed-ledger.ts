import { MINUTE_STATES, PC_STATES } from './computed-day.ts';
import type { LedgerRun } from './computed-day.ts';

/**
 * A ledger as it is stored: a tenth of the size, because 10,000 people × 31 days × 100 runs are computed again with every new rule. Every reader gets it
 * unpacked by `computedDaySchema`.
 *
 *   runs    length, facts, length, facts, …          facts: index in rules × 16 + index in PC_STATES × 4 + overtime × 2 + late night
 *   jumps   run, clock, run, clock, …                where the wall clock does not simply go on: the first run, a clock change
 *   rules   [name of the rule, index of its state in MINUTE_STATES], each once
 */
export interface PackedLedger {
  readonly startMinute: number;
  readonly runs: readonly number[];
  readonly jumps: readonly number[];
  readonly rules: readonly (readonly [string, number])[];
}

export function packLedger(ledger: readonly LedgerRun[]): PackedLedger {
  const rules = new Map<string, number>();
  const stateOf: [string, number][] = [];
  const runs: number[] = [];
  const jumps: number[] = [];
  let clock = Number.NaN;
  for (const [index, run] of ledger.entries()) {
    let rule = rules.get(run.rule);
    if (rule === undefined) {
      rule = rules.size;
      rules.set(run.rule, rule);
      stateOf.push([run.rule, MINUTE_STATES.indexOf(run.state)]);
    }
    const pc = PC_STATES.indexOf(run.pc);
    runs.push(
      run.endMinute - run.startMinute,
      rule * 16 + pc * 4 + (run.isOvertime ? 2 : 0) + (run.isLateNight ? 1 : 0),
    );
    if (run.startClock !== clock) jumps.push(index, run.startClock);
    clock = run.endClock;
  }
  return { startMinute: ledger[0]?.startMinute ?? 0, runs, jumps, rules: stateOf };
}

/** The ledger of a stored day; anything else (a ledger of an answer, of an older row) is given back as it is. */
export function unpackLedger(value: unknown): unknown {
  if (!isPacked(value)) return value;
  const { runs, jumps, rules } = value;
  const ledger: LedgerRun[] = [];
  let minute = value.startMinute;
  let clock = 0;
  let jump = 0;
  for (let index = 0; index * 2 < runs.length; index += 1) {
    if (jumps[jump] === index) {
      clock = jumps[jump + 1] ?? clock;
      jump += 2;
    }
    const length = runs[index * 2] ?? 0;
    const facts = runs[index * 2 + 1] ?? 0;
    const [rule, state] = rules[facts >> 4] ?? ['', 0];
    ledger.push({
      startMinute: minute,
      endMinute: minute + length,
      startClock: clock,
      endClock: clock + length,
      state: MINUTE_STATES[state] ?? 'notDeclared',
      pc: PC_STATES[(facts >> 2) & 3] ?? 'silent',
      isLateNight: (facts & 1) === 1,
      isOvertime: (facts & 2) === 2,
      rule,
    });
    minute += length;
    clock += length;
  }
  return ledger;
}

const isPacked = (value: unknown): value is PackedLedger =>
  typeof value === 'object' && value !== null && 'runs' in value && 'jumps' in value && 'rules' in value;
