import { dayPartitionOf, DAY_PARTITIONS } from '#domain/contract/messages.ts';
import type { Interval } from '#domain/time/types.ts';
import { workDateInterval } from '#domain/time/work-date.ts';
import type { Delivery } from '../broker/delivery.ts';
import { BoundedMap } from './bounded-map.ts';
import type { ComputedRow } from './computed-row.ts';
import { personText } from './day-key.ts';
import type { CameIn, DayKey, PersonKey } from './day-key.ts';
import { bitsOfRuns, runsOfBits, setRuns } from './minute-bits.ts';
import type { DayInputs } from './read-day-inputs.ts';
import { digestOf } from './stored-days.ts';
import type { StoredDay } from './stored-days.ts';

/** A day to compute; `minutes`: everything that came in since it was asked for last, where the request tells it. */
export interface AskedDay extends DayKey {
  readonly minutes?: CameIn | undefined;
}

export interface RunningDays {
  /** First of all, with each message of a partition. */
  follow(partition: number, delivery: Pick<Delivery, 'streamSeq' | 'consumerSeq'>): void;
  /** Of these people something else than minutes may have changed. */
  forget(people: readonly PersonKey[]): void;
  /** A computation has failed: what it added may never have been written. */
  clear(partition: number): void;
  /** The inputs of a day with what came in added, and its row as it was written last; undefined: read the store. */
  take(asked: AskedDay): { inputs: DayInputs; stored: StoredDay } | undefined;
  /** These inputs were read, or taken, and gave this row, which is in the store now. */
  keep(inputs: DayInputs, row: ComputedRow, digest: string): void;
}

interface Remembered {
  readonly workDate: string;
  readonly inputs: Omit<DayInputs, 'active' | 'awake'>;
  readonly span: Interval;
  readonly active: Uint32Array;
  readonly awake: Uint32Array;
  readonly readAtMs: number;
  row: { readonly version: number; readonly asOf: number; readonly digest: string };
}

interface Partition {
  streamSeq: number;
  consumerSeq: number;
  readonly people: BoundedMap<string, Remembered[]>;
}

/** A kilobyte or two each: the day that runs now of a large fleet. */
const MAX_PEOPLE = 200_000;
/** Read anew after this: whatever a person repaired or removed in the store itself is seen by then. */
const MAX_AGE_MS = 15 * 60_000;
/** Today, and yesterday's that has not ended. */
const MAX_DAYS_OF_PERSON = 2;

/**
 * The days that run now, with their minutes as bits. A PC sends once a minute, so a running day is computed again each minute; to read its inputs and its
 * row each time cost several times the computation.
 *
 * Why this may be trusted: whatever changes a day is inserted first and then asks for it in the partition of its person, and of a partition one message
 * at a time is in hand over all instances. A request that minutes came in tells them; any other request makes the day be read anew. And when the consumer
 * has delivered a message to anybody else in between (its own count then has a hole), everything of the partition is forgotten.
 */
export function createRunningDays(monotonicMs: () => number = () => performance.now()): RunningDays {
  const fresh = (): Partition => ({
    streamSeq: 0,
    consumerSeq: 0,
    people: new BoundedMap(MAX_PEOPLE / DAY_PARTITIONS),
  });
  const partitions = Array.from({ length: DAY_PARTITIONS }, fresh);
  const peopleOf = (personId: string) => partitions[dayPartitionOf(personId)]?.people;
  const clear = (partition: number): void => void (partitions[partition] = fresh());
  return {
    clear,
    follow: (partition, { streamSeq, consumerSeq }) => {
      const last = partitions[partition];
      if (last === undefined || consumerSeq !== last.consumerSeq + 1 || streamSeq <= last.streamSeq) clear(partition);
      Object.assign(partitions[partition] ?? {}, { streamSeq, consumerSeq });
    },
    forget: (people) => {
      for (const person of people) peopleOf(person.personId)?.delete(personText(person));
    },
    take: ({ minutes, ...key }) => {
      const people = peopleOf(key.personId);
      const found = people?.get(personText(key))?.find((each) => each.workDate === key.workDate);
      if (found === undefined) return undefined;
      if (minutes === undefined || monotonicMs() - found.readAtMs > MAX_AGE_MS) {
        people?.delete(personText(key));
        return undefined;
      }
      return withMinutes(found, minutes);
    },
    keep: (inputs, row, digest) => {
      const people = peopleOf(inputs.key.personId);
      const text = personText(inputs.key);
      const days = people?.get(text) ?? [];
      const index = days.findIndex((each) => each.workDate === row.work_date);
      const known = days[index];
      // A day that is over is read in full: what changes of it is told.
      if (row.needs_tick === 0) return known === undefined ? undefined : void people?.delete(text);
      const written = { version: row.version, asOf: row.as_of, digest };
      if (known !== undefined) known.row = written;
      else people?.set(text, [...days.slice(1 - MAX_DAYS_OF_PERSON), remember(inputs, written, monotonicMs())]);
    },
  };
}

function remember({ active, awake, ...inputs }: DayInputs, row: Remembered['row'], readAtMs: number): Remembered {
  const { workDate } = inputs.key;
  const span = workDateInterval(workDate, inputs.rules);
  const bits = { active: bitsOfRuns(active, span), awake: bitsOfRuns(awake, span) };
  return { workDate, inputs, span, ...bits, readAtMs, row };
}

function withMinutes(found: Remembered, minutes: CameIn): { inputs: DayInputs; stored: StoredDay } {
  const { span, row } = found;
  setRuns(found.active, minutes.active, span);
  setRuns(found.awake, minutes.awake, span);
  return {
    inputs: { ...found.inputs, active: runsOfBits(found.active, span), awake: runsOfBits(found.awake, span) },
    stored: {
      version: row.version,
      isSame: (other) => other.as_of === row.asOf && digestOf(other) === row.digest,
      row: undefined,
    },
  };
}
