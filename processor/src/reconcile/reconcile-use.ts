import type { Analytics } from '#platform/clickhouse.ts';
import { findDifferentUse, rollUpUse } from '#sql/day-use.ts';
import type { PersonKey } from '../days/day-key.ts';

interface Found {
  readonly differences: number;
  readonly repaired: number;
}

/** The rolled-up use of applications of a person against the windows it was made of; repaired by summing them again. */
export async function reconcileUse(
  analytics: Analytics,
  person: PersonKey,
  isRepair: boolean,
  report: (line: string) => void | Promise<void>,
): Promise<Found> {
  const found = await findDifferentUse(analytics, person);
  for (const { workDate } of found)
    await report(
      `${person.tenantId} ${person.personId} ${workDate}: the use of applications is not what its windows give`,
    );
  if (!isRepair || found.length === 0) return { differences: found.length, repaired: 0 };
  for (const day of found) await rollUpUse(analytics, day);
  const left = (await findDifferentUse(analytics, person)).length;
  return { differences: left, repaired: found.length - left };
}
