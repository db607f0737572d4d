import type { jaRetention } from './ja-retention.ts';

/** データの保存期間. Part of en.ts. */
export const enRetention: typeof jaRetention = {
  title: 'How long data is kept',
  lead: 'Records that are older are removed every night, for good.',
  workLead:
    'The record of work is start and end, requests and approvals, tasks, computed hours and PC time. It goes by whole months, when the years have passed since the wages were paid (by the end of the month after). The audit log is never removed.',
  kinds: {
    work: 'Record of work',
    pcCounts: 'Counts of PC input',
    applications: 'Applications, titles, URLs',
    presence: 'Presence',
  },
  days: 'days',
  years: 'years',
  shortForLaw: 'Art. 109 of the Labor Standards Act asks for 5 years (3 for now).',
  hold: 'Stop removing (legal hold)',
  holdNote: 'For an investigation or a lawsuit: while it is on, nothing is removed, however old.',
  holdReason: 'Reason',
  onHold: (reason) => `Nothing is removed. Reason: ${reason}`,
  save: 'Update',
  wrong: {
    days: 'Enter 62 to 3660 days.',
    workYears: 'Enter 3 to 30 years.',
    holdReason: 'Enter the reason of the hold, at most 200 characters.',
  },
  runs: 'What was removed',
  table: 'List of removals',
  noRuns: 'Nothing has been removed yet.',
  lastChecked: (stamp) => `Last looked at ${stamp}`,
  columns: { at: 'When', kind: 'Kind', before: 'Before this day', rows: 'Rows removed' },
  utcDay: (day) => `${day} (UTC)`,
  open: 'Cut off; the next run took over',
};
