import type { z } from 'zod';
import { SHOWN_SITE_NAME_PROBLEMS } from '#domain/contract/settings.ts';
import { LISTED_SITE_NAME_CHANGES } from '#domain/contract/site-name-comparison.ts';
import type { compareSiteNames as compareEndpoint, SiteNameChange } from '#domain/contract/site-name-comparison.ts';
import { createRenameOf, differenceOf } from '#domain/settings/compare-site-names.ts';
import type { SiteName } from '#domain/settings/site-name-of.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { compareText } from '../exports/compare-text.ts';
import type { Refusal } from '../http/refusal.ts';
import { readSiteNameRows } from '../records/read-site-names.ts';
import type { Records } from '../records/schema.ts';
import { beginningsOf } from '../window-use/beginnings-of.ts';
import { readUrlRecords } from '../window-use/queries.ts';
import { refuseUnlessManager } from './read-settings.ts';
import { readSiteNameFile } from './read-site-name-file.ts';

type Comparison = z.output<NonNullable<(typeof compareEndpoint)['answer']>>;
interface Deps {
  readonly records: Records;
  readonly analytics: Analytics;
}

/** People in one statement: all that is stored of them is read at once. */
const PEOPLE_AT_ONCE = 20;
/** Then the answer goes, and the screen asks for the rest: it says how far it is once a second. */
const MS_A_PART = 1_000;

/** What registering this file would change of what is stored: for the people after `after`, as many as a second allows. Changes nothing. */
export async function compareSiteNames(
  deps: Deps,
  viewer: Viewer,
  asked: { readonly bytes: Uint8Array; readonly after: string | undefined; readonly requestId: string },
): Promise<Comparison | Refusal> {
  const { tenantId, personId: actorId } = viewer;
  const refusal = await refuseUnlessManager(deps.records, viewer, asked.requestId);
  if (refusal !== undefined) return refusal;
  const before = await readSiteNameRows(deps.records, tenantId);
  const { siteNames, problems } = readSiteNameFile(asked.bytes, before);
  const { urlPrefixes, ...counts } = differenceOf(before, siteNames);
  const told = {
    problems: { total: problems.length, first: problems.slice(0, SHOWN_SITE_NAME_PROBLEMS) },
    mapping: { rows: siteNames.length, ...counts },
  };
  if (problems.length === 0 && asked.after === undefined) {
    const detail = { 'count.before': before.length, 'count.after': siteNames.length };
    const row = { tenantId, actorId, action: 'site-names.compared', detail, requestId: asked.requestId } as const;
    await writeAudit(deps.records, row);
  }
  if (problems.length > 0 || urlPrefixes.length === 0)
    return { ...told, people: { done: 0, total: 0 }, next: null, ...noChanges().told() };
  return { ...told, ...(await countChanges(deps, tenantId, { before, siteNames, urlPrefixes, after: asked.after })) };
}

interface Counting {
  readonly before: readonly SiteName[];
  readonly siteNames: readonly SiteName[];
  readonly urlPrefixes: readonly string[];
  readonly after: string | undefined;
}

async function countChanges({ records, analytics }: Deps, tenantId: string, counting: Counting) {
  const people = await readPersonIds(records, tenantId);
  const renameOf = createRenameOf(counting.before, counting.siteNames);
  const beginnings = beginningsOf(counting.urlPrefixes);
  const sums = noChanges();
  const endsAt = performance.now() + MS_A_PART;
  // Somebody who was deleted meanwhile is not missed: ids have an order of their own.
  let done = people.filter((id) => counting.after !== undefined && id <= counting.after).length;
  do {
    const personIds = people.slice(done, done + PEOPLE_AT_ONCE);
    for (const row of await analytics.query(readUrlRecords, { tenantId, personIds, ...beginnings })) {
      const rename = renameOf(row.url);
      if (rename !== undefined) sums.add({ ...rename, ...row });
    }
    done += personIds.length;
  } while (done < people.length && performance.now() < endsAt);
  return {
    people: { done, total: people.length },
    next: done < people.length ? (people[done - 1] ?? null) : null,
    ...sums.told(),
  };
}

/** Whoever is in files and charts. */
async function readPersonIds(records: Records, tenantId: string): Promise<string[]> {
  const rows = await records
    .selectFrom('people')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('is_tenant_admin', '=', false)
    .where('status', 'in', ['active', 'suspended'])
    .execute();
  return rows.map((row) => row.person_id).sort();
}

interface ChangedRecords extends SiteNameChange {
  readonly firstSecond: number;
  readonly lastSecond: number;
}

function noChanges() {
  const changes = new Map<string, SiteNameChange>();
  let [records, seconds, firstSecond, lastSecond] = [0, 0, Infinity, -Infinity];
  return {
    add: (row: ChangedRecords): void => {
      const key = JSON.stringify([row.before, row.after]);
      const known = changes.get(key);
      changes.set(key, {
        ...{ before: row.before, after: row.after },
        ...{ records: row.records + (known?.records ?? 0), seconds: row.seconds + (known?.seconds ?? 0) },
      });
      [records, seconds] = [records + row.records, seconds + row.seconds];
      [firstSecond, lastSecond] = [Math.min(firstSecond, row.firstSecond), Math.max(lastSecond, row.lastSecond)];
    },
    told: () => ({
      ...{ records, seconds },
      firstAt: records === 0 ? null : firstSecond * 1000,
      lastAt: records === 0 ? null : lastSecond * 1000,
      changes: [...changes]
        // Equal ones by name, so that the answer is always the same.
        .sort(([nameA, a], [nameB, b]) => b.seconds - a.seconds || compareText(nameA, nameB))
        .slice(0, LISTED_SITE_NAME_CHANGES)
        .map(([, change]) => change),
    }),
  };
}
