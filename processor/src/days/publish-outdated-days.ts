import { RULES_VERSION } from '#domain/contract/computed-day.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Logger } from '#platform/log.ts';
import type { DaysPublisher } from './publish-days.ts';
import { readOutdatedPeople } from './queries.ts';

/**
 * After an update of the product with other rules: everybody of whom a day was computed by older ones is computed again, without a command. Two
 * instances that start at once ask once, because the request carries the version; a start that finds nothing outdated asks for nothing.
 */
export async function publishOutdatedDays(deps: {
  analytics: Analytics;
  days: DaysPublisher;
  log: Logger;
}): Promise<number> {
  const people = await deps.analytics.query(readOutdatedPeople, { rulesVersion: RULES_VERSION });
  if (people.length === 0) return 0;
  deps.log.info({ people: people.length, rulesVersion: RULES_VERSION }, 'days of older rules are computed again');
  await deps.days.publishEvery(people, `rules-${RULES_VERSION}`);
  return people.length;
}
