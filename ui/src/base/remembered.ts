import type { Me } from '#domain/contract/session.ts';
import type { DayState } from '#domain/contract/computed-day.ts';

/** Who works with this browser, and how their day stood: all that the screen without a connection needs. No figure, no list, no answer of the portal. */
export interface Remembered {
  readonly personId: string;
  readonly name: string;
  readonly tenantName: string;
  readonly zone: string;
  /** Undefined: not known. */
  readonly dayState: DayState | undefined;
  /** Epoch ms of the last contact. */
  readonly seenAt: number;
}
const KEY = 'kinmu-person';
/** A session ends after twelve hours at the latest; a phone without a connection cannot know. */
const HOLDS_MS = 24 * 3_600_000;

export function remember(me: Me, dayState: DayState | undefined): void {
  if (!me.hasOwnMonth) return;
  const { personId, name } = me;
  const kept: Remembered = {
    ...{ personId, name, tenantName: me.tenant.name, zone: me.tenant.zone },
    ...{ dayState: dayState ?? sameDayState(personId), seenAt: Date.now() },
  };
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A browser without storage has no screen without a connection.
  }
}

/** What was known earlier today: most pages do not ask for the day. */
function sameDayState(personId: string): DayState | undefined {
  const known = rememberedPerson(Date.now());
  const isToday = known !== undefined && new Date(known.seenAt).toDateString() === new Date().toDateString();
  return isToday && known.personId === personId ? known.dayState : undefined;
}

export function forgetPerson(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

export function rememberedPerson(nowMs: number): Remembered | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Remembered | null;
    return kept !== null && nowMs - kept.seenAt < HOLDS_MS ? kept : undefined;
  } catch {
    return undefined;
  }
}
