import { pause } from '#platform/jitter.ts';
import { waitFor } from '#platform/testkit/wait-for.ts';
import { isAnswering } from '../kit/answering.ts';
import { pidOfPart, type Part } from '../kit/parts.ts';
import { killHard } from '../kit/processes.ts';
import { startAgain, type Site } from '../kit/site.ts';
import type { Figures, Stage } from '../plan.ts';

const MIN_PAUSE_MS = 1_500;
const MAX_PAUSE_MS = 5_000;
/** By then a killed part must be back, whoever starts it again. */
const BACK_WITHIN_MS = 60_000;

export interface Kill {
  readonly part: Part;
  /** Until it answered again. */
  readonly backMs: number;
}

/** kill -9, and waits until the part answers again. What the launcher keeps is left to it; a killed launcher is started again as a person would. */
export async function killPart(site: Site, part: Part): Promise<Kill> {
  const pid = await pidOfPart(site, part);
  killHard(pid);
  const since = performance.now();
  if (part === 'launcher') {
    await startAgain(site);
  } else {
    await waitFor(async () => (await pidOfPart(site, part)) !== pid && (await isAnswering(site, part)), {
      deadlineMs: BACK_WITHIN_MS,
      intervalMs: 50,
      what: `${part} to be back`,
    });
  }
  return { part, backMs: Math.round(performance.now() - since) };
}

/** One part after another, each in its turn in an order and at moments drawn from the seed, for the time of the run and until each had its turn. */
export async function killParts(
  site: Site,
  stage: Pick<Stage, 'random' | 'seconds' | 'history'>,
  parts: readonly Part[],
): Promise<Kill[]> {
  const { random, seconds, history } = stage;
  const kills: Kill[] = [];
  const since = performance.now();
  let order: Part[] = [];
  while (performance.now() - since < seconds * 1_000 || kills.length < parts.length) {
    await pause(MIN_PAUSE_MS + random() * (MAX_PAUSE_MS - MIN_PAUSE_MS));
    if (order.length === 0) order = shuffled(parts, random);
    const part = order.pop() ?? 'core';
    history.note({ t: 'fault', what: `kill -9 ${part}` });
    kills.push(await killPart(site, part));
  }
  return kills;
}

export function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

/** How often, and how long each part took to be back. */
export function figuresOf(kills: readonly Kill[]): Figures {
  const byPart = Map.groupBy(kills, ({ part }) => part);
  const backOf = (each: readonly Kill[]): string => {
    const times = each.map(({ backMs }) => backMs).sort((a, b) => a - b);
    return `${times[Math.floor(times.length / 2)]} ms, at most ${times.at(-1)} ms`;
  };
  return {
    kills: kills.length,
    ...Object.fromEntries([...byPart].map(([part, each]) => [`${part} back after`, backOf(each)])),
  };
}
