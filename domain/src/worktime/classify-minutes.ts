import type { LedgerRun, PcState } from '../contract/computed-day.ts';
import { interval } from '../time/interval.ts';
import type { Interval, WorkDate } from '../time/types.ts';
import { clockOf, wallStretches } from '../time/wall-clock.ts';
import { LEDGER_RULES, LEDGER_RULE_STATES } from './ledger-rules.ts';
import type { LedgerRule } from './ledger-rules.ts';

/** From the weakest to the strongest: input proves that the sensor saw, a blind sensor says that zero counts mean nothing. */
const PC_BY_STRENGTH = ['silent', 'idle', 'sensorLost', 'active'] as const satisfies readonly PcState[];

export interface MinuteLayers {
  readonly workDate: WorkDate;
  readonly zone: string;
  readonly day: Interval;
  /** Minutes by the rule that claims them. */
  readonly byRule: Readonly<Partial<Record<LedgerRule, readonly Interval[]>>>;
  readonly byPc: Readonly<Partial<Record<PcState, readonly Interval[]>>>;
  readonly lateNight: readonly Interval[];
  /** Minutes that count into 残業時間, whatever their state. */
  readonly overtime: readonly Interval[];
}

/** The facts of a minute in one number, so that a run ends where the number changes: rule, PC state (2 bits), overtime, night. */
const RULE_SHIFT = 4;
const PC_SHIFT = 2;
const PC_MASK = 3;
const OVERTIME_BIT = 2;
const NIGHT_BIT = 1;

function paint(cells: Uint16Array, spans: readonly Interval[], day: Interval, kept: number, value: number): void {
  for (const span of spans) {
    const end = Math.min(span.end - day.start, cells.length);
    for (let cell = Math.max(0, span.start - day.start); cell < end; cell += 1) {
      cells[cell] = ((cells[cell] ?? 0) & kept) | value;
    }
  }
}

const BELOW_RULE = (1 << RULE_SHIFT) - 1;
const BUT_PC = ~(PC_MASK << PC_SHIFT);
const ALL = ~0;

/**
 * The ledger: every minute of the work date once, in order, with its one state, the rule that gave it, and what the PC did.
 *
 *   byRule  worked      |──────|   |─────────|
 *           break              |~~~|
 *           unrequested                       |##|
 *   ledger  |not decl.  |work  |br.|work     |un.|not declared |future      |
 *
 * Rules are painted in the order of LEDGER_RULES, PC states by strength. Runs are also cut where the wall clock is changed, so the clocks
 * of every run differ by exactly its minutes. All totals of the day are sums over this list.
 */
export function classifyMinutes(layers: MinuteLayers): LedgerRun[] {
  const { workDate, zone, day, byRule, byPc } = layers;
  const cells = new Uint16Array(day.end - day.start);
  LEDGER_RULES.forEach((rule, index) => paint(cells, byRule[rule] ?? [], day, BELOW_RULE, index << RULE_SHIFT));
  PC_BY_STRENGTH.forEach((pc, index) => paint(cells, byPc[pc] ?? [], day, BUT_PC, index << PC_SHIFT));
  paint(cells, layers.overtime, day, ALL, OVERTIME_BIT);
  paint(cells, layers.lateNight, day, ALL, NIGHT_BIT);

  const runs: LedgerRun[] = [];
  for (const piece of wallStretches(day, zone)) {
    // Within a piece the clock simply goes on.
    const toClock = clockOf(piece.start, workDate, zone) - piece.start;
    let start = piece.start;
    for (let minute = piece.start; minute < piece.end; minute += 1) {
      const cell = minute - day.start;
      const isLast = minute + 1 === piece.end;
      if (!isLast && cells[cell] === cells[cell + 1]) continue;
      runs.push(runOf(interval(start, minute + 1), cells[cell] ?? 0, toClock));
      start = minute + 1;
    }
  }
  return runs;
}

function runOf(span: Interval, facts: number, toClock: number): LedgerRun {
  const rule = LEDGER_RULES[facts >> RULE_SHIFT] ?? 'nothingDeclared';
  return {
    startMinute: span.start,
    endMinute: span.end,
    startClock: span.start + toClock,
    endClock: span.end + toClock,
    state: LEDGER_RULE_STATES[rule],
    pc: PC_BY_STRENGTH[(facts >> PC_SHIFT) & PC_MASK] ?? 'silent',
    isLateNight: (facts & NIGHT_BIT) !== 0,
    isOvertime: (facts & OVERTIME_BIT) !== 0,
    rule,
  };
}
