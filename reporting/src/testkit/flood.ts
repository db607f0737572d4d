import { readMe, signIn } from '#domain/contract/session.ts';
import { pause } from '#platform/jitter.ts';
import type { Client } from './client.ts';
import type { TestPortal } from './portal.ts';

const TICK_MS = 20;
/** A second of requests under way: a slower portal is asked less, not with a growing heap. */
const MOST_UNDER_WAY = 500;

export interface Flood {
  /** Answers to the wrong sign-ins, by status; `not sent`: too many were under way. */
  readonly answers: Readonly<Record<string, number>>;
  /** What somebody who is signed in waited for each request meanwhile, in ms. */
  readonly waits: readonly number[];
  readonly sent: number;
}

/**
 * Wrong sign-ins for a victim, at so many a second, each from another address (the portal has to trust one proxy); meanwhile `employee`, who
 * is signed in, keeps on working.
 */
export async function floodSignIn(
  portal: TestPortal,
  load: { readonly perSecond: number; readonly seconds: number; readonly loginId: string; readonly employee: Client },
): Promise<Flood> {
  const answers: Record<string, number> = {};
  const count = (what: string | number): void => void (answers[what] = (answers[what] ?? 0) + 1);
  const underWay = new Set<Promise<void>>();
  let sent = 0;
  const attack = (): void => {
    if (underWay.size >= MOST_UNDER_WAY) return count('not sent');
    const headers = { 'x-forwarded-for': `10.${(sent >> 16) & 255}.${(sent >> 8) & 255}.${sent & 255}` };
    const body = { tenant: 'demo', loginId: load.loginId, password: `wrong-${sent}` };
    sent += 1;
    const request = portal
      .client()
      .call(signIn, { body, headers })
      .then(({ status }) => count(status))
      .catch(() => count('no answer'))
      .finally(() => underWay.delete(request));
    underWay.add(request);
  };
  const waits: number[] = [];
  const startedAt = performance.now();
  const isOver = (): boolean => performance.now() - startedAt >= load.seconds * 1000;
  const working = (async () => {
    while (!isOver()) {
      const askedAt = performance.now();
      const { status } = await load.employee.call(readMe);
      if (status !== 200) throw new Error(`somebody who is signed in gets ${status}`);
      waits.push(performance.now() - askedAt);
      await pause(TICK_MS);
    }
  })();
  while (!isOver()) {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * load.perSecond);
    for (let more = due - sent - (answers['not sent'] ?? 0); more > 0; more -= 1) attack();
    await pause(TICK_MS);
  }
  await working;
  await Promise.all(underWay);
  return { answers, waits, sent };
}
