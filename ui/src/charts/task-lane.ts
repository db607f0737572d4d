import type { ComputedDay, TaskRun } from '#domain/contract/computed-day.ts';
import { xOf, type Axis } from './axis.ts';
import type { Lane } from './day-bar.ts';

/** A timed task in its row of the lane: those that overlap stand below each other. */
export interface PlacedTask extends TaskRun {
  readonly row: number;
}

/**
 * Timed tasks of a day in as few rows as they need. All-day tasks have no place on a clock and are left out.
 *
 *   row 0   |会議────|   |業務──────|
 *   row 1      |外出──────|
 */
export function placeTasks(day: Pick<ComputedDay, 'tasks'>): PlacedTask[] {
  const ends: number[] = [];
  return day.tasks
    .filter((task) => !task.isAllDay)
    .toSorted((a, b) => a.startMinute - b.startMinute || b.endMinute - a.endMinute)
    .map((task) => {
      const free = ends.findIndex((end) => end <= task.startMinute);
      const row = free === -1 ? ends.length : free;
      ends[row] = task.endMinute;
      return { ...task, row };
    });
}

const PAD = 1;

/** Outlines of meetings and off-site work over a bar, or of any kind where `kinds` says so. */
export function outlineTasks(tasks: readonly TaskRun[], axis: Axis, lane: Lane): string {
  let d = '';
  for (const task of tasks) {
    const left = xOf(axis, task.startClock) + PAD;
    const width = xOf(axis, task.endClock) - PAD - left;
    if (width <= 0) continue;
    d += `M${left} ${lane.top + PAD}h${width}v${lane.height - 2 * PAD}h${-width}z`;
  }
  return d;
}
