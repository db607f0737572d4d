import type { Analytics } from '#platform/clickhouse.ts';
import { pause } from '#platform/jitter.ts';
import { LONGEST_INSERT_MS, rollUpUse } from '#sql/day-use.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import type { Records } from '../records/schema.ts';
import { findStaleUse } from './find-stale-use.ts';
import { readEngineMs, readTouchedPeople } from './use-queries.ts';

export interface UseRollerDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  readonly nowMs: () => number;
}

export interface UseRoller {
  /** Everything that came in until now is rolled up. Gives how many dates of people were. */
  pass(signal?: AbortSignal): Promise<number>;
  /** Up to when the rolled-up use holds everything (the clock of `nowMs`); undefined: the first pass takes long. */
  asOfMs(): Promise<number | undefined>;
}

/** People of one statement: their ids pass through an address. */
const PEOPLE_AT_ONCE = 200;
/** How long a reader waits for the first pass after the start. */
const FIRST_PASS_MS = 2_000;

/**
 * Sums the windows of each person and work date into `day_use_v1`: of whom windows have come in, of everybody after the roster has changed, and at the start.
 * Nothing is remembered that the store does not tell, so a kill anywhere is made good by the next pass, and two portals do no harm.
 */
export function createUseRoller(deps: UseRollerDeps): UseRoller {
  let asOfMs: number | undefined;
  const first = Promise.withResolvers<undefined>();
  let lastEngineMs = 0;
  let rosters = '';
  return {
    asOfMs: async () => {
      if (asOfMs === undefined) await Promise.race([first.promise, pause(FIRST_PASS_MS)]);
      return asOfMs;
    },
    pass: async (signal) => {
      const beganMs = deps.nowMs();
      const [engine] = await deps.analytics.query(readEngineMs, {});
      const engineMs = engine?.ms ?? 0;
      const rostersNow = await readRosterVersions(deps.records);
      const isEverything = rostersNow !== rosters;
      // The seconds more cover that touches are told by inserts that end later than they say.
      const sinceMs = isEverything ? 0 : Math.max(0, lastEngineMs - 2 * LONGEST_INSERT_MS);
      let rolled = 0;
      for (const [tenantId, personIds] of await readPeople(deps, sinceMs)) {
        for (let at = 0; at < personIds.length; at += PEOPLE_AT_ONCE) {
          if (signal?.aborted === true) return rolled;
          const some = personIds.slice(at, at + PEOPLE_AT_ONCE);
          const rulesOf = await readPersonRules(deps.records, tenantId, some);
          for (const day of await findStaleUse(deps.analytics, { tenantId, rulesOf, sinceMs, engineMs })) {
            await rollUpUse(deps.analytics, day);
            rolled += day.people.length;
          }
        }
      }
      [asOfMs, lastEngineMs, rosters] = [beganMs, engineMs, rostersNow];
      first.resolve(undefined);
      return rolled;
    },
  };
}

/** Who is looked at, by tenant. Of people deleted for good nothing is made any more. */
async function readPeople({ records, analytics }: UseRollerDeps, sinceMs: number): Promise<Map<string, string[]>> {
  const touched =
    sinceMs === 0
      ? undefined
      : new Set((await analytics.query(readTouchedPeople, { sinceMs })).map(({ personId }) => personId));
  if (touched?.size === 0) return new Map();
  const rows = await records
    .selectFrom('people')
    .select(['tenant_id', 'person_id'])
    .where('status', '!=', 'deleted')
    .orderBy('tenant_id')
    .orderBy('person_id')
    .execute();
  const byTenant = new Map<string, string[]>();
  for (const { tenant_id: tenantId, person_id: personId } of rows) {
    if (touched?.has(personId) === false) continue;
    const ids = byTenant.get(tenantId);
    if (ids === undefined) byTenant.set(tenantId, [personId]);
    else ids.push(personId);
  }
  return byTenant;
}

/** Another text: some roster has changed. */
async function readRosterVersions(records: Records): Promise<string> {
  const rows = await records
    .selectFrom('tenants')
    .select(['tenant_id', 'roster_version'])
    .orderBy('tenant_id')
    .execute();
  return rows.map((row) => `${row.tenant_id} ${row.roster_version}`).join();
}
