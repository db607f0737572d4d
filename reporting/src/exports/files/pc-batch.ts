import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { Interval } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { PieceContent } from '../writer/piece.ts';
import { readActivations } from './app-file.ts';
import { blocksOf } from './id-lines.ts';
import { readPcLines } from './pc-file.ts';
import type { PcLinesAsked } from './pc-file.ts';
import { readPresence } from './presence-file.ts';

/** Each person's rows; nothing of a person without rows. People in ascending order of their ids. */
type ReadPeople = (analytics: Analytics, asked: PcLinesAsked) => Promise<ReadonlyMap<string, PieceContent>>;
const byIds =
  (query: typeof readPresence): ReadPeople =>
  async (analytics, { people, ...asked }) => {
    const personIds = people.map((person) => person.personId);
    return blocksOf(await analytics.queryText(query, { ...asked, personIds }), personIds);
  };

/** The three files of PC 操作履歴, and the read behind each. */
const PC_READS = { presence: byIds(readPresence), pc: readPcLines, app: byIds(readActivations) } as const;
export type PcFormat = keyof typeof PC_READS;

/** Person-days at once: a few megabytes of text. */
const PERSON_DAYS_AT_ONCE = 8 * 31;
const MINUTES_AT_ONCE = 31 * 1440;

export interface PcPerson {
  readonly personId: string;
  readonly rules: PersonRules;
  /** The work dates of the range, as minutes. */
  readonly span: Interval;
  /** Begins each of the person's lines in PC 操作情報. */
  readonly linePrefix: string;
}

/** Rows of one person and file, piece by piece. */
export type ReadPieces = (format: PcFormat) => AsyncIterable<PieceContent>;

/**
 * Neighbours of the same zone and range are read in one statement: a statement costs as much as ten thousand rows. A range too long for that is read
 * person by person in stretches. Gives how to read each person's rows; what has been read is held until the next batch begins.
 */
export function pcReaders(analytics: Analytics, people: readonly PcPerson[]): Map<string, ReadPieces> {
  const readers = new Map<string, ReadPieces>();
  for (const batch of batchesOf(people)) {
    const [first] = batch;
    if (first === undefined) continue;
    if (batch.length === 1) {
      readers.set(first.personId, (format) => stretchesOf(analytics, format, first));
      continue;
    }
    const read = sharedRead(analytics, batch, first);
    for (const { personId } of batch) {
      readers.set(personId, async function* (format) {
        yield (await read(format)).get(personId) ?? '';
      });
    }
  }
  return readers;
}

function batchesOf(people: readonly PcPerson[]): PcPerson[][] {
  const batches: PcPerson[][] = [];
  for (const person of people) {
    const last = batches.at(-1);
    const size = Math.floor(PERSON_DAYS_AT_ONCE / ((person.span.end - person.span.start) / 1440));
    if (last !== undefined && last.length < size && last.every((other) => canShare(other, person))) last.push(person);
    else batches.push([person]);
  }
  return batches;
}

/** Lines are told apart by what they begin with; people without a number, or with the same one, are read one by one. */
const canShare = (a: PcPerson, b: PcPerson): boolean =>
  a.rules.zone === b.rules.zone &&
  a.span.start === b.span.start &&
  a.span.end === b.span.end &&
  a.linePrefix !== b.linePrefix;

/** Each file's rows of the whole batch, read when the first person of it is asked for; the last person's asking lets go of them. */
function sharedRead(analytics: Analytics, batch: readonly PcPerson[], like: PcPerson) {
  const results = new Map<PcFormat, { readonly rows: ReturnType<ReadPeople>; left: number }>();
  const people = [...batch].sort((a, b) => (a.personId < b.personId ? -1 : 1));
  return (format: PcFormat): ReturnType<ReadPeople> => {
    const held = results.get(format) ?? {
      rows: readOf(analytics, format, like, people, like.span),
      left: batch.length,
    };
    results.set(format, held);
    held.left -= 1;
    if (held.left === 0) results.delete(format);
    return held.rows;
  };
}

async function* stretchesOf(analytics: Analytics, format: PcFormat, person: PcPerson): AsyncGenerator<PieceContent> {
  const { end } = person.span;
  for (let { start } = person.span; start < end; start += MINUTES_AT_ONCE) {
    const span = { start, end: Math.min(end, start + MINUTES_AT_ONCE) };
    yield* (await readOf(analytics, format, person, [person], span)).values();
  }
}

const readOf = (
  analytics: Analytics,
  format: PcFormat,
  { rules }: PcPerson,
  people: readonly PcPerson[],
  span: Interval,
): ReturnType<ReadPeople> =>
  PC_READS[format](analytics, {
    ...{ tenantId: rules.tenantId, people, zone: rules.zone },
    ...{ fromSecond: span.start * 60, toSecond: span.end * 60 },
  });
