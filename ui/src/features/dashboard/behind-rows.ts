import type { DashboardDays, DashboardPeople } from '#domain/contract/dashboard.ts';
import type { DashboardFigure } from '#domain/contract/dashboard-figures.ts';
import type { Figure } from '../../charts/figures.ts';

export type BehindPerson = DashboardPeople['people'][number];
export type BehindDay = DashboardDays['days'][number];

/** The list of minutes that 勤務実績 opens for a figure; the others have none there. */
export const DAY_LISTS: Partial<Readonly<Record<DashboardFigure, Figure>>> = {
  workedMinutes: 'worked',
  overtimeMinutes: 'overtime',
  unrequestedMinutes: 'unrequested',
  holidayWorkMinutes: 'holidayWork',
  lateNightMinutes: 'lateNight',
  pcActiveMinutes: 'pcActive',
};

export const keyOfDay = (day: BehindDay): string => `${day.personId} ${day.workDate}`;
