import type { LedgerRun, PcState } from '../contract/computed-day.ts';
import { interval } from '../time/interval.ts';
import type { Interval, WorkDate } from '../time/types.ts';
import { clockOf, endClockOf, wallStretches } from '../time/wall-clock.ts';
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
}

function paint(cells: Uint8Array, spans: readonly Interval[], day: Interval, value: number): void {
  for (const span of spans) {
    cells.fill(value, Math.max(0, span.start - day.start), Math.max(0, span.end - day.start));
  }
}

/** Packs the three facts of a minute into one number, so that a run ends where the number changes. */
const packOf = (rule: number, pc: number, night: number): number => (rule << 3) | (pc << 1) | night;

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
  const length = day.end - day.start;
  const rules = new Uint8Array(length);
  const pcs = new Uint8Array(length);
  const nights = new Uint8Array(length);
  LEDGER_RULES.forEach((rule, index) => paint(rules, byRule[rule] ?? [], day, index));
  PC_BY_STRENGTH.forEach((pc, index) => paint(pcs, byPc[pc] ?? [], day, index));
  paint(nights, layers.lateNight, day, 1);

  const runs: LedgerRun[] = [];
  for (const piece of wallStretches(day, zone)) {
    let start = piece.start;
    for (let minute = piece.start; minute < piece.end; minute += 1) {
      const cell = minute - day.start;
      const pack = packOf(rules[cell] ?? 0, pcs[cell] ?? 0, nights[cell] ?? 0);
      const isLast = minute + 1 === piece.end;
      if (!isLast && pack === packOf(rules[cell + 1] ?? 0, pcs[cell + 1] ?? 0, nights[cell + 1] ?? 0)) continue;
      runs.push(runOf(interval(start, minute + 1), pack, workDate, zone));
      start = minute + 1;
    }
  }
  return runs;
}

function runOf(span: Interval, pack: number, workDate: WorkDate, zone: string): LedgerRun {
  const rule = LEDGER_RULES[pack >> 3] ?? 'nothingDeclared';
  return {
    startMinute: span.start,
    endMinute: span.end,
    startClock: clockOf(span.start, workDate, zone),
    endClock: endClockOf(span, workDate, zone),
    state: LEDGER_RULE_STATES[rule],
    pc: PC_BY_STRENGTH[(pack >> 1) & 3] ?? 'silent',
    isLateNight: (pack & 1) === 1,
    isOvertime: LEDGER_RULE_STATES[rule] === 'overtime',
    rule,
  };
}
