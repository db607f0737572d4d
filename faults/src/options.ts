import { parseArgs } from 'node:util';
import { numberOf } from './plan.ts';

export interface FaultOptions {
  /** Empty: all of them. */
  readonly ids: readonly string[];
  readonly seed: number;
  readonly seconds: number;
  /** Prove that the plans bite: each on a copy of the source without its guard. */
  readonly bite: boolean;
  /** The mixed set that `npm test` has, alone. */
  readonly short: boolean;
}

export const USAGE = `npm run faults -- [F3 F9 …] [--seed N] [--seconds S] [--bite] [--short]

  F3 F9 …      these faults of faults/README.md; without a name all of them
  --seed N     the same order and pauses again (default: drawn, and printed)
  --seconds S  how long the faults that may be repeated go on (30)
  --bite       on a copy of the source whose guard is taken away: each plan must fail there
  --short      the mixed set that npm test runs on its sample company, here on a product of its own`;

/** @throws Error that names the wrong word */
export function parseOptions(args: readonly string[]): FaultOptions | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      seconds: { type: 'string', default: '30' },
      bite: { type: 'boolean', default: false },
      short: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const ids = positionals.map((word) => word.toUpperCase());
  const wrong = ids.find((id) => !/^F\d+$/.test(id) || numberOf(id) < 1 || numberOf(id) > 30);
  if (wrong !== undefined) throw new Error(`${wrong} is no fault: F1 to F30`);
  return {
    ids,
    seed: wholeOf('--seed', values.seed ?? String(Date.now() % 1_000_000)),
    seconds: wholeOf('--seconds', values.seconds),
    bite: values.bite,
    short: values.short,
  };
}

function wholeOf(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`${name} ${text} is no whole number`);
}
