import type { DashboardDistribution } from '#domain/contract/dashboard.ts';
import type { DashboardFigure } from '#domain/contract/dashboard-figures.ts';
import { bucketsOf, countBetween, distributionEdges } from '#domain/dashboard/buckets.ts';
import { meanOf, medianOf, percentileOf } from '#domain/dashboard/statistics.ts';
import { sumPeople } from './fold.ts';
import type { View } from './open-view.ts';

/** How many people have how much of a figure in the period. */
export async function readDistribution(view: View, figure: DashboardFigure): Promise<DashboardDistribution> {
  const people = sumPeople(await view.readSums(), view.scope);
  const minutes = people.minutesOf(figure);
  const leftOut = people.countsOf('leftOutDays');
  const amounts = people.places.map((place) => minutes[place] ?? 0).sort((a, b) => a - b);
  const edges = distributionEdges(figure, amounts.at(-1) ?? 0);
  return {
    ...view.shown,
    figure,
    people: amounts.length,
    buckets: bucketsOf(edges, countBetween(edges, amounts)),
    mean: meanOf(
      amounts.reduce((sum, amount) => sum + amount, 0),
      amounts.length,
    ),
    median: medianOf(amounts),
    percentile90: percentileOf(amounts, 90),
    leftOutDays: people.places.reduce((sum, place) => sum + (leftOut[place] ?? 0), 0),
  };
}
