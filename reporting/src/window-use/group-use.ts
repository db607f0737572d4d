import { createHash } from 'node:crypto';
import { createSiteNameOf } from '#domain/settings/site-name-of.ts';
import type { SiteName } from '#domain/settings/site-name-of.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { createKeyedCache } from '../sums-cache/keyed-cache.ts';
import { readParts } from '../sums-cache/span-parts.ts';
import { beginningsOf } from './beginnings-of.ts';
import { readUseOfProcesses, readUseOfUrls, readUsePeople } from './use-queries.ts';

/** Sums of one stretch of dates by the group that each date belongs to. */
interface StretchUse {
  readonly people: ReadonlyMap<string, readonly string[]>;
  readonly applications: readonly NamedSeconds[];
  readonly sites: readonly NamedSeconds[];
}

interface NamedSeconds {
  readonly name: string;
  readonly groupIds: readonly string[];
  readonly seconds: readonly number[];
}

export interface GroupUseAsked {
  readonly tenantId: string;
  /** Dates in a row, both included. */
  readonly stretches: readonly { readonly from: WorkDate; readonly to: WorkDate }[];
  /** Null: every group. */
  readonly groupIds: ReadonlySet<string> | null;
  readonly deletedIds: ReadonlySet<string>;
  readonly siteNames: readonly SiteName[];
}

export interface GroupSums {
  /** How many people of the groups have windows in the dates. */
  readonly people: number;
  readonly applications: ReadonlyMap<string, number>;
  readonly sites: ReadonlyMap<string, number>;
}

export interface GroupUse {
  read(asked: GroupUseAsked): Promise<GroupSums>;
}

/** Numbers and ids kept: some 50 MB. */
const MAX_WEIGHT = 2_000_000;

/**
 * Use of applications and sites by group, from the rolled-up days. A stretch is kept in memory for as long as the parts behind it are the same, as the
 * sums of the dashboard are (dashboard/month-sums.ts).
 */
export function createGroupUse(analytics: Analytics): GroupUse {
  const cache = createKeyedCache<StretchUse>(MAX_WEIGHT, weigh);
  return {
    read: async ({ tenantId, stretches, groupIds, deletedIds, siteNames }) => {
      const partsOf = await readParts(analytics, 'day_use_v1', stretches);
      const basis = createHash('sha256')
        .update(JSON.stringify([[...deletedIds].sort(), siteNames]))
        .digest('base64url');
      const uses: StretchUse[] = [];
      for (const stretch of stretches) {
        const key = [tenantId, stretch.from, stretch.to, basis].join();
        const params = {
          ...{ tenantId, firstDate: stretch.from, lastDate: stretch.to },
          deletedIds: [...deletedIds],
        };
        uses.push(await cache.read(key, partsOf(stretch), () => loadStretch(analytics, params, siteNames)));
      }
      const people = new Set<string>();
      const isChosen = (groupId: string): boolean => groupIds?.has(groupId) !== false;
      for (const use of uses)
        for (const [groupId, ids] of use.people) if (isChosen(groupId)) for (const id of ids) people.add(id);
      return {
        people: people.size,
        applications: sumOfGroups(uses, 'applications', isChosen),
        sites: sumOfGroups(uses, 'sites', isChosen),
      };
    },
  };
}

async function loadStretch(
  analytics: Analytics,
  params: (typeof readUsePeople)['params']['_input'],
  siteNames: readonly SiteName[],
): Promise<StretchUse> {
  const [people, applications] = await Promise.all([
    analytics.query(readUsePeople, params),
    analytics.query(readUseOfProcesses, params),
  ]);
  const beginnings = beginningsOf(siteNames.map(({ urlPrefix }) => urlPrefix));
  const urls = siteNames.length === 0 ? [] : await analytics.query(readUseOfUrls, { ...params, ...beginnings });
  return {
    people: new Map(people.map(({ groupId, personIds }) => [groupId, personIds])),
    applications,
    sites: bySite(urls, createSiteNameOf(siteNames)),
  };
}

/** Pages become sites: thousands of addresses, a few names. */
function bySite(urls: readonly NamedSeconds[], siteNameOf: (url: string) => string | undefined): NamedSeconds[] {
  const sites = new Map<string, Map<string, number>>();
  for (const { name: url, groupIds, seconds } of urls) {
    const name = siteNameOf(url);
    if (name === undefined) continue;
    let ofGroups = sites.get(name);
    if (ofGroups === undefined) sites.set(name, (ofGroups = new Map()));
    for (const [index, groupId] of groupIds.entries())
      ofGroups.set(groupId, (ofGroups.get(groupId) ?? 0) + (seconds[index] ?? 0));
  }
  return [...sites].map(([name, ofGroups]) => ({
    name,
    groupIds: [...ofGroups.keys()],
    seconds: [...ofGroups.values()],
  }));
}

function sumOfGroups(
  uses: readonly StretchUse[],
  list: 'applications' | 'sites',
  isChosen: (groupId: string) => boolean,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const use of uses) {
    for (const { name, groupIds, seconds } of use[list]) {
      let sum = 0;
      for (const [index, groupId] of groupIds.entries()) if (isChosen(groupId)) sum += seconds[index] ?? 0;
      if (sum > 0) sums.set(name, (sums.get(name) ?? 0) + sum);
    }
  }
  return sums;
}

function weigh({ people, applications, sites }: StretchUse): number {
  let weight = 1;
  for (const ids of people.values()) weight += ids.length;
  for (const { groupIds } of [...applications, ...sites]) weight += groupIds.length;
  return weight;
}
