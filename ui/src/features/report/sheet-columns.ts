import type { Figure } from '../../charts/figures.ts';

/** The amounts of a day that stand between 退勤 and PC開始, in this order. Each has a total of the month. */
export const DECLARED_COLUMNS = [
  'break',
  'worked',
  'overtime',
  'unrequested',
  'holidayWork',
  'lateNight',
] as const satisfies readonly Figure[];

/** The amounts of a person's month in the sheet of a group. */
export const GROUP_COLUMNS = [
  'scheduled',
  'worked',
  'overtime',
  'unrequested',
  'holidayWork',
  'lateNight',
  'pcActive',
] as const satisfies readonly Figure[];

/** Pixels of a bar before it is scaled into its column. */
export const BAR_WIDTH = 210;
