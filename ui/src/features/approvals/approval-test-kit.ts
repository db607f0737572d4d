import type { ApprovalDay, ApprovalFigures } from '#domain/contract/approvals.ts';
import type { WorkRequest } from '#domain/contract/requests.ts';
import type { WorkDate } from '#domain/time/types.ts';

/** Short notation for person-days that wait. Used by tests and by the made-up API only. */
export const ID = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const FIGURES: ApprovalFigures = {
  dayState: 'ended',
  isConfirmed: true,
  isProvisional: true,
  isHolidayWork: false,
  workStyle: 'regular',
  declarationSource: 'pressed',
  clockInClock: 540,
  clockOutClock: 1080,
  scheduledMinutes: 480,
  workedMinutes: 480,
  breakMinutes: 60,
  overtimeMinutes: 0,
  holidayWorkMinutes: 0,
  lateNightMinutes: 0,
  unrequestedMinutes: 0,
  pcInBreakMinutes: 0,
  deviationMinutes: 0,
  firstActiveClock: 536,
  lastActiveClock: 1083,
  pcActiveMinutes: 420,
  hasPcData: true,
  declared: [
    { startMinute: 0, endMinute: 180, startClock: 540, endClock: 720, kind: 'work' },
    { startMinute: 180, endMinute: 240, startClock: 720, endClock: 780, kind: 'break' },
    { startMinute: 240, endMinute: 540, startClock: 780, endClock: 1080, kind: 'work' },
  ],
};

export const requestOf = (number: number, more: Partial<WorkRequest> = {}): WorkRequest => ({
  requestId: ID(number),
  version: 1,
  personId: ID(2),
  personName: '佐藤 花子',
  workDate: '2026-11-19' as WorkDate,
  mode: 'manual',
  state: 'submitted',
  isRecorded: false,
  receivedLateAt: null,
  reason: '',
  content: { kind: 'end', clock: 1080 },
  submittedAt: 0,
  decidedAt: null,
  decidedByName: null,
  decisionComment: '',
  ...more,
});

export const approvalDay = (
  number: number,
  more: Partial<ApprovalDay> = {},
  figures: Partial<ApprovalFigures> = {},
): ApprovalDay => ({
  personId: ID(1000 + number),
  personName: `社員 ${number}`,
  employeeNumber: `E${number}`,
  groupId: ID(100),
  groupName: '営業一課',
  workDate: '2026-11-19' as WorkDate,
  requests: [requestOf(5000 + number)],
  mayDecide: true,
  figures: { ...FIGURES, ...figures },
  isSettling: false,
  seenFigures: `seen-${number}`,
  attention: [],
  legal: null,
  approval: null,
  difference: null,
  ...more,
});
