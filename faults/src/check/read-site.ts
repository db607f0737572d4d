import { readDay } from '#domain/contract/months.ts';
import { readToday } from '#domain/contract/operations.ts';
import type { Site } from '../kit/site.ts';
import type { HistoryEntry } from '../history/history.ts';
import { shownMinuteOf, type Reading, type ReadFact } from './judge.ts';

/** Everything that the portal's screens have about the people of the history, in the dates that the history touches and one more on each side. */
export async function readSite(site: Site, history: readonly HistoryEntry[]): Promise<Reading> {
  const facts: ReadFact[] = [];
  for (const [person, { first, last }] of stretchesOf(history)) {
    const client = await site.client(person);
    for (const workDate of datesBetween(first, last)) {
      const day = await client.call(readDay, { params: { personId: 'me', workDate } });
      for (const { minute, counts } of day.minutes) facts.push({ person, minute, what: { counts } });
      for (const { minute, process, title, seconds } of day.slices)
        facts.push({ person, minute, what: { slice: `${process} ${title}`, seconds } });
    }
  }
  return { facts, presses: await readPresses(site, history) };
}

async function readPresses(site: Site, history: readonly HistoryEntry[]): Promise<Map<string, string[]>> {
  const people = new Set(history.flatMap((entry) => (entry.t === 'pressed' ? [entry.person] : [])));
  const presses = new Map<string, string[]>();
  for (const person of people) {
    const client = await site.client(person);
    const { workDate } = await client.call(readToday);
    const { operations } = await client.call(readDay, { params: { personId: 'me', workDate } });
    presses.set(
      person,
      operations.map((operation) => operation.operationId),
    );
  }
  return presses;
}

type Stretch = { first: number; last: number };

function stretchesOf(history: readonly HistoryEntry[]): Map<string, Stretch> {
  const stretches = new Map<string, Stretch>();
  const shownAt = shownMinuteOf(history);
  for (const entry of history) {
    if (entry.t !== 'recorded' || entry.item.kind === 'sessionChange') continue;
    const minute = shownAt(entry.device, entry.seq, entry.item.minute);
    const known = stretches.get(entry.person) ?? { first: minute, last: minute };
    stretches.set(entry.person, { first: Math.min(known.first, minute), last: Math.max(known.last, minute) });
  }
  return stretches;
}

/** A work date may begin hours before or after its calendar day. */
export const datesBetween = (first: number, last: number): string[] => {
  const dates = new Set<string>();
  for (let minute = first - 1440; minute <= last + 1440; minute += 720) dates.add(dateOf(minute));
  return [...dates];
};

const TOKYO = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo', dateStyle: 'short' });
const dateOf = (minute: number): string => TOKYO.format(minute * 60_000);
