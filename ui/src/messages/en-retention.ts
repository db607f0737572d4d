import type { jaRetention } from './ja-retention.ts';

/** データの保存期間. Part of en.ts. */
export const enRetention: typeof jaRetention = {
  title: 'How long data is kept',
  lead: 'Records that are older are removed every night, for good. The record of work (start and end, requests and approvals, tasks, computed hours and PC time) is not removed here.',
  kinds: { pcCounts: 'Counts of PC input', applications: 'Applications, titles, URLs', presence: 'Presence' },
  days: 'days',
  hold: 'Stop removing (legal hold)',
  holdNote: 'For an investigation or a lawsuit: while it is on, nothing is removed, however old.',
  holdReason: 'Reason',
  onHold: (reason) => `Nothing is removed. Reason: ${reason}`,
  save: 'Update',
  wrong: { days: 'Enter 62 to 3660 days.', holdReason: 'Enter the reason of the hold, at most 200 characters.' },
  runs: 'What was removed',
  table: 'List of removals',
  noRuns: 'Nothing has been removed yet.',
  lastChecked: (stamp) => `Last looked at ${stamp}`,
  columns: { at: 'When', kind: 'Kind', before: 'Before this day (UTC)', rows: 'Rows removed' },
  open: 'Cut off; the next run took over',
};
