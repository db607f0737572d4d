import type { History } from './history/history.ts';
import type { OwnSite } from './kit/site.ts';

/** Figures of a run, as they stand in the table of README.md. */
export type Figures = Readonly<Record<string, string | number>>;

/** A change of the product's source that takes its guard away: with it the plan must fail. */
export interface Mutation {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** `clock` and `strace` are of root too. */
export type Need = 'root' | 'strace' | 'clock' | 'memory groups';

/** One fault of the list: injects it, and throws when what is left is not right. */
export interface Plan {
  readonly id: string;
  readonly title: string;
  /** What not every machine has; a plan that cannot run here says so in one line. */
  readonly needs?: Need;
  /** Proof that the plan bites. */
  readonly bite: readonly Mutation[];
  run(stage: Stage): Promise<Figures>;
}

export interface Stage {
  readonly id: string;
  readonly seed: number;
  readonly random: () => number;
  /** How long faults that may last longer or shorter go on. */
  readonly seconds: number;
  readonly history: History;
  /** The product of this run, started when the first plan asks for it. */
  site(): Promise<OwnSite>;
  say(line: string): void;
}

export const numberOf = (id: string): number => Number(id.slice(1));
