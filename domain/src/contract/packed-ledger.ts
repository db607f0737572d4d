/** What is packed of a `LedgerRun`: all of it. Written out here, because the schema of a computed day itself unpacks. */
interface PackableRun {
  readonly startMinute: number;
  readonly endMinute: number;
  readonly startClock: number;
  readonly endClock: number;
  readonly state: string;
  readonly pc: string;
  readonly isLateNight: boolean;
  readonly isOvertime: boolean;
  readonly rule: string;
}

/**
 * A ledger as it is stored: a tenth of the size, because 10,000 people × 31 days × 100 runs are computed again with every new rule. Every reader gets it
 * unpacked by `computedDaySchema`. Names are written out once, so a stored ledger does not depend on the order of any list.
 *
 *   runs    length, facts, length, facts, …     facts: place in rules × 16 + place in pcs × 4 + overtime × 2 + late night
 *   jumps   run, clock, run, clock, …           where the wall clock does not simply go on: the first run, a clock change
 */
export interface PackedLedger {
  readonly startMinute: number;
  readonly runs: readonly number[];
  readonly jumps: readonly number[];
  /** Rule and state. */
  readonly rules: readonly (readonly [string, string])[];
  readonly pcs: readonly string[];
}

export function packLedger(ledger: readonly PackableRun[]): PackedLedger {
  const rules = new Map<string, number>();
  const stateOf: [string, string][] = [];
  const pcs: string[] = [];
  const runs: number[] = [];
  const jumps: number[] = [];
  let clock = Number.NaN;
  for (const [index, run] of ledger.entries()) {
    let rule = rules.get(run.rule);
    if (rule === undefined) {
      rule = rules.size;
      rules.set(run.rule, rule);
      stateOf.push([run.rule, run.state]);
    }
    if (!pcs.includes(run.pc)) pcs.push(run.pc);
    const marks = (run.isOvertime ? 2 : 0) + (run.isLateNight ? 1 : 0);
    runs.push(run.endMinute - run.startMinute, rule * 16 + pcs.indexOf(run.pc) * 4 + marks);
    if (run.startClock !== clock) jumps.push(index, run.startClock);
    clock = run.endClock;
  }
  return { startMinute: ledger[0]?.startMinute ?? 0, runs, jumps, rules: stateOf, pcs };
}

/** The runs of a stored ledger, for `computedDaySchema` to check; anything else (a ledger of an answer, of an older row) comes back as it is. */
export function unpackLedger(value: unknown): unknown {
  if (!isPacked(value)) return value;
  const { runs, jumps, rules, pcs } = value;
  const ledger: unknown[] = [];
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
    const [rule, state] = rules[facts >> 4] ?? [];
    ledger.push({
      startMinute: minute,
      endMinute: minute + length,
      startClock: clock,
      endClock: clock + length,
      state,
      pc: pcs[(facts >> 2) & 3],
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
  typeof value === 'object' && value !== null && ['runs', 'jumps', 'rules', 'pcs'].every((name) => name in value);
