import {
  LEGAL_WORK_YEARS,
  MIN_WORK_YEARS,
  RAW_KINDS,
  type RawKind,
  type Retention,
  type saveRetention,
} from '#domain/contract/retention.ts';
import type { InputOf } from '../../base/call.ts';

/** Days and years as they are typed. */
export interface RetentionForm {
  days: Record<RawKind, string>;
  workYears: string;
  isOnHold: boolean;
  holdReason: string;
}
export type RetentionField = RawKind | 'workYears' | 'holdReason';

const [MIN_DAYS, MAX_DAYS] = [62, 3660];
const MAX_WORK_YEARS = 30;

const eachKind = <Value>(valueOf: (kind: RawKind) => Value): Record<RawKind, Value> => ({
  pcCounts: valueOf('pcCounts'),
  applications: valueOf('applications'),
  presence: valueOf('presence'),
});

export const formOf = ({ settings }: Retention): RetentionForm => ({
  days: eachKind((kind) => String(settings.days[kind])),
  workYears: String(settings.workYears),
  isOnHold: settings.isOnHold,
  holdReason: settings.holdReason,
});

const countOf = (text: string): number => {
  const plain = text.normalize('NFKC').trim();
  return /^\d{1,5}$/.test(plain) ? Number(plain) : NaN;
};

const isWithin = (text: string, min: number, max: number): boolean => countOf(text) >= min && countOf(text) <= max;

/** Fewer years than art. 109 asks for: allowed for now, and said. */
export const isShortForLaw = ({ workYears }: RetentionForm): boolean =>
  isWithin(workYears, MIN_WORK_YEARS, LEGAL_WORK_YEARS - 1);

export const wrongFields = ({ days, workYears, isOnHold, holdReason }: RetentionForm): RetentionField[] => [
  ...RAW_KINDS.filter((kind) => !isWithin(days[kind], MIN_DAYS, MAX_DAYS)),
  ...(isWithin(workYears, MIN_WORK_YEARS, MAX_WORK_YEARS) ? [] : ['workYears' as const]),
  ...(isOnHold && holdReason.trim() === '' ? ['holdReason' as const] : []),
];

export const bodyOf = (form: RetentionForm, version: number): InputOf<typeof saveRetention>['body'] => ({
  settings: {
    days: eachKind((kind) => countOf(form.days[kind])),
    workYears: countOf(form.workYears),
    isOnHold: form.isOnHold,
    holdReason: form.isOnHold ? form.holdReason.trim() : '',
  },
  version,
});
