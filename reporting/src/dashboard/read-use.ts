import { MAX_APPLICATION_USE_DAYS } from '#domain/contract/application-use.ts';
import { MAX_USE_PEOPLE } from '#domain/contract/dashboard.ts';
import type { DashboardUse } from '#domain/contract/dashboard.ts';
import { dayNumberOf } from '#domain/time/calendar.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { sumApplicationUse } from '../window-use/sum-application-use.ts';
import type { DashboardDeps, View } from './open-view.ts';
import { readPlaces } from './places.ts';

const TOP = 10;

/** Shares of applications and sites of the people who are in the scope on its last date: of five with data at least, so that it is nobody's. */
export async function readUse(deps: DashboardDeps, view: View): Promise<DashboardUse | Refusal> {
  const { tenantId, scope, from, to, shown } = view;
  if (dayNumberOf(to) - dayNumberOf(from) >= MAX_APPLICATION_USE_DAYS) {
    const message = `${MAX_APPLICATION_USE_DAYS} days at most`;
    return refuse('invalid_input', { places: [{ path: 'query.to', message }] });
  }
  const places = await readPlaces(deps.records, tenantId, to);
  const personIds = places
    .filter(({ groupId }) => scope.groupIds?.has(groupId) !== false)
    .map(({ personId }) => personId);
  const nothing = { applications: [], sites: [], totalSeconds: 0, siteSeconds: 0 };
  if (personIds.length > MAX_USE_PEOPLE) return { ...shown, obstacle: 'tooManyPeople', ...nothing };
  const rules = await readPersonRules(deps.records, tenantId, personIds);
  const people = [...rules.values()];
  return { ...shown, ...(await sumApplicationUse(deps, { tenantId, people, from, to, isGroup: true, top: TOP })) };
}
