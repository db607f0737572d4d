import { RETENTION_KINDS, type Retention, type RetentionKind, type saveRetention } from '#domain/contract/retention.ts';
import type { InputOf } from '../../base/call.ts';

/** Days as they are typed. */
export interface RetentionForm {
  days: Record<RetentionKind, string>;
  isOnHold: boolean;
  holdReason: string;
}
export type RetentionField = RetentionKind | 'holdReason';

const [MIN_DAYS, MAX_DAYS] = [62, 3660];

const eachKind = <Value>(valueOf: (kind: RetentionKind) => Value): Record<RetentionKind, Value> => ({
  pcCounts: valueOf('pcCounts'),
  applications: valueOf('applications'),
  presence: valueOf('presence'),
});

export const formOf = ({ settings }: Retention): RetentionForm => ({
  days: eachKind((kind) => String(settings.days[kind])),
  isOnHold: settings.isOnHold,
  holdReason: settings.holdReason,
});

const countOf = (text: string): number => {
  const plain = text.normalize('NFKC').trim();
  return /^\d{1,5}$/.test(plain) ? Number(plain) : NaN;
};

export const wrongFields = ({ days, isOnHold, holdReason }: RetentionForm): RetentionField[] => [
  ...RETENTION_KINDS.filter((kind) => !(countOf(days[kind]) >= MIN_DAYS && countOf(days[kind]) <= MAX_DAYS)),
  ...(isOnHold && holdReason.trim() === '' ? ['holdReason' as const] : []),
];

export const bodyOf = (form: RetentionForm, version: number): InputOf<typeof saveRetention>['body'] => ({
  settings: {
    days: eachKind((kind) => countOf(form.days[kind])),
    isOnHold: form.isOnHold,
    holdReason: form.isOnHold ? form.holdReason.trim() : '',
  },
  version,
});
