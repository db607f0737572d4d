import type { ComputedDay } from '#domain/contract/computed-day.ts';
import { computeSketch, type DaySketch } from '#domain/worktime/day-test-kit.ts';

/** Days as the rules make them, one for each kind that the pictures must tell apart. Used by tests only. */
const SKETCHES = {
  ordinary: {
    presses: [
      ['9:00', 'start'],
      ['18:00', 'end'],
    ],
    active: ['8:55-12:10', '13:05-18:10'],
    awake: ['8:50-18:20'],
  },
  overtime: {
    presses: [
      ['9:00', 'start'],
      ['15:00', 'break'],
      ['15:20', 'resume'],
      ['22:40', 'end'],
    ],
    active: ['9:00-12:30', '13:30-22:35'],
    awake: ['8:58-22:45'],
  },
  night: {
    presses: [
      ['17:30', 'start'],
      ['26:30', 'end'],
    ],
    active: ['17:25-26:40'],
    awake: ['17:20-26:45'],
  },
  autoEnded: { presses: [['9:00', 'start']], active: ['9:00-18:00'], awake: ['9:00-18:10'] },
  holidayWork: {
    presses: [
      ['10:00', 'start', { isHolidayWork: true }],
      ['15:00', 'end'],
    ],
    active: ['10:00-15:00'],
  },
  pcOnly: { active: ['20:00-20:30'], awake: ['19:55-20:40'] },
  declaredOnly: {
    presses: [
      ['9:00', 'start'],
      ['17:00', 'end'],
    ],
  },
  sensorLost: {
    presses: [
      ['9:00', 'start'],
      ['17:00', 'end'],
    ],
    active: ['9:00-11:00'],
    awake: ['9:00-17:00'],
    sensorLost: ['11:00-12:00'],
  },
  open: { presses: [['9:00', 'start']], active: ['9:00-10:30'], awake: ['9:00-10:40'], now: '10:40' },
  returned: {
    presses: [
      ['9:00', 'start', { requestState: 'returned' }],
      ['17:00', 'end'],
    ],
    active: ['9:00-17:00'],
  },
} as const satisfies Readonly<Record<string, DaySketch>>;

export type SampleName = keyof typeof SKETCHES;
export const SAMPLE_NAMES = Object.keys(SKETCHES) as SampleName[];
export const sampleDay = (name: SampleName): ComputedDay => computeSketch(SKETCHES[name]);
