import { MIN_GROUP_PEOPLE } from '#domain/contract/application-use.ts';
import type { ApplicationUse } from '#domain/contract/application-use.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import { createSiteNameOf } from '#domain/settings/site-name-of.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { workDateInterval } from '#domain/time/work-date.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { hasApplicationFiles } from '../exports/files/plan-files.ts';
import { readSiteNameRows } from '../records/read-site-names.ts';
import type { Records } from '../records/schema.ts';
import { beginningsOf } from './beginnings-of.ts';
import { readPeopleWithWindows, readProcessSeconds, readUrlSeconds } from './queries.ts';

export interface UseStores {
  readonly records: Records;
  readonly analytics: Analytics;
}

export interface UseAsked {
  readonly tenantId: string;
  readonly people: readonly PersonRules[];
  readonly from: WorkDate;
  readonly to: WorkDate;
  /** A sum of many: told only where enough of them have data. */
  readonly isGroup: boolean;
  /** How many of the longest are named. */
  readonly top: number;
}

/** With the sums of all, those that are not named too: what shares are parts of. */
export interface UseSums extends ApplicationUse {
  readonly totalSeconds: number;
  readonly siteSeconds: number;
}

const withheld = (obstacle: ApplicationUse['obstacle']): UseSums => ({
  obstacle,
  applications: [],
  sites: [],
  totalSeconds: 0,
  siteSeconds: 0,
});

/** The longest used applications and named sites of people over work dates, each person's as their rules place them. */
export async function sumApplicationUse(stores: UseStores, asked: UseAsked): Promise<UseSums> {
  const { tenantId, isGroup, top } = asked;
  const tenant = await stores.records
    .selectFrom('tenants')
    .select('plan')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  if (!hasApplicationFiles(tenant.plan)) return withheld('plan');
  const spans = spansOf(asked);
  if (isGroup && (await countWithData(stores.analytics, spans)) < MIN_GROUP_PEOPLE) return withheld('fewPeople');
  const siteNames = await readSiteNameRows(stores.records, tenantId);
  const siteNameOf = createSiteNameOf(siteNames);
  const [processes, urls] = [new Map<string, number>(), new Map<string, number>()];
  const beginnings = beginningsOf(siteNames.map(({ urlPrefix }) => urlPrefix));
  for (const span of spans) {
    add(processes, await stores.analytics.query(readProcessSeconds, span), (process) => process);
    if (siteNames.length === 0) continue;
    add(urls, await stores.analytics.query(readUrlSeconds, { ...span, ...beginnings }), siteNameOf);
  }
  return {
    obstacle: null,
    applications: longest(processes, top),
    sites: longest(urls, top),
    totalSeconds: sumOf(processes),
    siteSeconds: sumOf(urls),
  };
}

interface Span {
  readonly tenantId: string;
  readonly personIds: string[];
  readonly fromSecond: number;
  readonly toSecond: number;
}

/** People whose work dates begin and end together are read at once. */
function spansOf({ tenantId, people, from, to }: UseAsked): readonly Span[] {
  const spans = new Map<string, Span>();
  for (const rules of people) {
    const fromSecond = workDateInterval(from, rules).start * 60;
    const toSecond = workDateInterval(to, rules).end * 60;
    const key = `${fromSecond} ${toSecond}`;
    const span = spans.get(key) ?? { tenantId, personIds: [], fromSecond, toSecond };
    span.personIds.push(rules.personId);
    spans.set(key, span);
  }
  return [...spans.values()];
}

async function countWithData(analytics: Analytics, spans: readonly Span[]): Promise<number> {
  let count = 0;
  for (const span of spans) count += (await analytics.query(readPeopleWithWindows, span)).length;
  return count;
}

function add(
  totals: Map<string, number>,
  rows: readonly { readonly name: string; readonly seconds: number }[],
  nameOf: (name: string) => string | undefined,
): void {
  for (const { name, seconds } of rows) {
    const shown = nameOf(name);
    if (shown !== undefined) totals.set(shown, (totals.get(shown) ?? 0) + seconds);
  }
}

/** Equal ones by name, so that the answer is always the same. */
export const longest = (totals: ReadonlyMap<string, number>, top: number): ApplicationUse['applications'] =>
  [...totals]
    .map(([name, seconds]) => ({ name, seconds }))
    .sort((a, b) => b.seconds - a.seconds || (a.name < b.name ? -1 : 1))
    .slice(0, top);

export const sumOf = (totals: ReadonlyMap<string, number>): number =>
  [...totals.values()].reduce((sum, seconds) => sum + seconds, 0);
