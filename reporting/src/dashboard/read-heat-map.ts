import type { DashboardDeviation, DashboardHeatMap } from '#domain/contract/dashboard.ts';
import { bucketsOf, deviationEdges } from '#domain/dashboard/buckets.ts';
import { weekdaysOf } from '#domain/dashboard/period.ts';
import { joinSums, sumByGroup, sumPeople } from './fold.ts';
import type { DashboardTools, View } from './open-view.ts';
import type { GridRow } from './grid-row.ts';

async function readGrids(deps: DashboardTools, view: View): Promise<GridRow[]> {
  const { tenantId, spans, liveFrom, settings, scope } = view;
  const rows = await deps.grids.read(
    {
      ...{ tenantId, spans, liveFrom, personId: scope.person?.personId },
      edges: deviationEdges(settings.deviationThresholdMinutes),
      deletedIds: [...scope.deletedIds],
    },
    { moment: view.moment },
  );
  return rows.filter((row) => scope.groupIds?.has(row.groupId) !== false);
}

const emptyGrid = (): number[][] => Array.from({ length: 7 }, () => new Array<number>(24).fill(0));

function addHours(grid: number[][], weekday: number, hours: readonly number[]): void {
  const row = grid[weekday] ?? [];
  for (const [hour, minutes] of hours.entries()) row[hour] = (row[hour] ?? 0) + minutes;
}

/** Weekday × hour of the scope. */
export async function readHeatMap(deps: DashboardTools, view: View): Promise<DashboardHeatMap> {
  const [grids, months] = await Promise.all([readGrids(deps, view), view.readSums()]);
  const workedMinutes = emptyGrid();
  const pcActiveMinutes = emptyGrid();
  for (const row of grids) {
    addHours(workedMinutes, row.weekday, row.worked);
    addHours(pcActiveMinutes, row.weekday, row.pcActive);
  }
  const { leftOutDays } = joinSums(sumByGroup(months, view.scope).values());
  return { ...view.shown, workedMinutes, pcActiveMinutes, dates: weekdaysOf(view.from, view.to), leftOutDays };
}

/** 申告と PC の乖離 of the scope: days by how far both are apart. */
export async function readDeviation(deps: DashboardTools, view: View): Promise<DashboardDeviation> {
  const { scope, shown, settings } = view;
  const [grids, months] = await Promise.all([readGrids(deps, view), view.readSums()]);
  const edges = deviationEdges(settings.deviationThresholdMinutes);
  const atLeast = edges.map((_, index) => grids.reduce((sum, row) => sum + (row.deviating[index] ?? 0), 0));
  const counts = atLeast.map((count, index) => count - (atLeast[index + 1] ?? 0));
  const totals = joinSums(sumByGroup(months, scope).values());
  const people = sumPeople(months, scope);
  const deviatingDays = people.countsOf('deviatingDays');
  return {
    ...shown,
    thresholdMinutes: settings.deviationThresholdMinutes,
    workedMinutes: totals.minutes.workedMinutes,
    pcActiveMinutes: totals.minutes.pcActiveMinutes,
    comparedDays: atLeast[0] ?? 0,
    deviatingDays: totals.deviatingDays,
    deviatingPeople: people.places.filter((place) => (deviatingDays[place] ?? 0) > 0).length,
    buckets: bucketsOf(edges, counts),
    leftOutDays: totals.leftOutDays,
  };
}
