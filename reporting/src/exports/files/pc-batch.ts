import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { Interval } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readActivations } from './app-file.ts';
import { readPcTexts } from './pc-file.ts';
import type { PcParams } from './pc-file.ts';
import { readPresence } from './presence-file.ts';

type ReadTexts = (analytics: Analytics, asked: PcParams) => Promise<string[]>;
const oneText =
  (query: typeof readPresence): ReadTexts =>
  async (analytics, asked) => [await analytics.queryText(query, asked)];

/** The three files of PC 操作履歴, and the read behind each. Rows by person, each line begins with the person's id. */
const PC_READS = { presence: oneText(readPresence), pc: readPcTexts, app: oneText(readActivations) } as const;
export type PcFormat = keyof typeof PC_READS;

/** Person-days at once: a few megabytes of text. */
const PERSON_DAYS_AT_ONCE = 8 * 31;
const MINUTES_AT_ONCE = 31 * 1440;

export interface PcPerson {
  readonly personId: string;
  readonly rules: PersonRules;
  /** The work dates of the range, as minutes. */
  readonly span: Interval;
}

/** Raw rows of one person and file, piece by piece. */
export type ReadPieces = (format: PcFormat) => AsyncIterable<string>;

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
    if (last?.[0] !== undefined && last.length < size && isAlike(last[0], person)) last.push(person);
    else batches.push([person]);
  }
  return batches;
}

const isAlike = (a: PcPerson, b: PcPerson): boolean =>
  a.rules.zone === b.rules.zone && a.span.start === b.span.start && a.span.end === b.span.end;

/** Each file's rows of the whole batch, read when the first person of it is asked for; the last person's asking lets go of them. */
function sharedRead(analytics: Analytics, batch: readonly PcPerson[], like: PcPerson) {
  const texts = new Map<PcFormat, { readonly blocks: Promise<Map<string, string>>; left: number }>();
  const ids = batch.map((person) => person.personId).sort();
  return (format: PcFormat): Promise<Map<string, string>> => {
    const held = texts.get(format) ?? {
      blocks: readOf(analytics, format, like, ids, like.span).then((texts) => blocksOf(texts, ids)),
      left: batch.length,
    };
    texts.set(format, held);
    held.left -= 1;
    if (held.left === 0) texts.delete(format);
    return held.blocks;
  };
}

async function* stretchesOf(analytics: Analytics, format: PcFormat, person: PcPerson): AsyncGenerator<string> {
  const { end } = person.span;
  for (let { start } = person.span; start < end; start += MINUTES_AT_ONCE) {
    const span = { start, end: Math.min(end, start + MINUTES_AT_ONCE) };
    yield* await readOf(analytics, format, person, [person.personId], span);
  }
}

const readOf = (
  analytics: Analytics,
  format: PcFormat,
  { rules }: PcPerson,
  personIds: string[],
  span: Interval,
): Promise<string[]> =>
  PC_READS[format](analytics, {
    ...{ tenantId: rules.tenantId, personIds, zone: rules.zone },
    ...{ fromSecond: span.start * 60, toSecond: span.end * 60 },
  });

/** Each person's lines out of texts that are sorted by person and hold nobody twice. */
export const blocksOf = (texts: readonly string[], sortedIds: readonly string[]): Map<string, string> =>
  new Map(texts.flatMap((text) => [...blocksOfText(text, sortedIds)]));

/** Lines sorted by person, cut where the next person's begin. An id begins a line and nothing else: texts of people hold no raw line break. */
function blocksOfText(text: string, sortedIds: readonly string[]): Map<string, string> {
  const blocks = new Map<string, string>();
  let current: string | undefined;
  let from = 0;
  for (const id of sortedIds) {
    const at = text.startsWith(id, from) ? from : text.indexOf(`\n${id}`, from) + 1;
    if (at === 0 && !text.startsWith(id)) continue;
    if (current !== undefined) blocks.set(current, text.slice(from, at));
    [current, from] = [id, at];
  }
  if (current !== undefined) blocks.set(current, text.slice(from));
  return blocks;
}
