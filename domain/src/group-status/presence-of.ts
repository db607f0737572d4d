import type { ComputedDay } from '../contract/computed-day.ts';
import type { PresenceState } from '../contract/group-status.ts';

/**
 * 勤務状況: where a person is, from the state of the day that runs now and its 勤務形態.
 *
 *   dayState     working              onBreak   ended, autoEnded   notStarted
 *   workStyle    regular working      onBreak   ended              notStarted
 *                remote  remote
 *                offsite offsite
 *
 * Source: issue 4 ("who is working, on break, at home, off-site, out").
 */
export function presenceOf({ dayState, workStyle }: Pick<ComputedDay, 'dayState' | 'workStyle'>): PresenceState {
  if (dayState === 'autoEnded') return 'ended';
  if (dayState !== 'working') return dayState;
  return workStyle === 'regular' ? 'working' : workStyle;
}
