import type { saveTenantSettings, TenantSettings } from '#domain/contract/settings.ts';
import { parseWorkDate } from '#domain/time/calendar.ts';
import type { InputOf } from '../../base/call.ts';

/** What the screen changes; numbers as they are typed. */
export interface TenantForm {
  sendsRequestMail: boolean;
  zone: string;
  privacy: TenantSettings['privacy'];
  plan: TenantSettings['plan'];
  hasLicenceLimit: boolean;
  licenceCount: string;
  autoRecording: 'on' | 'off';
  /** `YYYY-MM-DD`, as the date field gives it. */
  autoRecordingFrom: string;
}

export const formOf = (settings: TenantSettings): TenantForm => ({
  sendsRequestMail: settings.sendsRequestMail,
  zone: settings.zone,
  privacy: { ...settings.privacy },
  plan: settings.plan,
  hasLicenceLimit: settings.licenceCount !== null,
  licenceCount: String(settings.licenceCount ?? settings.usedLicences),
  autoRecording: (settings.autoRecording.periods.at(-1)?.isOn ?? false) ? 'on' : 'off',
  autoRecordingFrom: plannedFrom(settings) ?? settings.autoRecording.today,
});

/** The date of a change that is planned; the fields then begin with it, so that saving anything else leaves it alone. */
const plannedFrom = ({ autoRecording: { periods, today } }: TenantSettings): string | undefined =>
  periods.find((period) => period.from > today)?.from;

/** Whether the fields say something else than what holds or is planned. */
export function changesAutoRecording(form: TenantForm, settings: TenantSettings): boolean {
  const before = formOf(settings);
  if (form.autoRecording !== before.autoRecording) return true;
  return plannedFrom(settings) !== undefined && form.autoRecordingFrom !== before.autoRecordingFrom;
}

export type TenantField = 'zone' | 'licenceCount' | 'autoRecordingFrom';

const countOf = (text: string): number => {
  const plain = text.normalize('NFKC').trim();
  return /^\d{1,7}$/.test(plain) ? Number(plain) : NaN;
};

/** A name that this browser knows as a time zone; the portal judges again. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone.includes('/') || zone === 'UTC';
  } catch {
    return false;
  }
}

/** Below the licences in use nothing can be set (G:1567); past days keep their データの自動登録. */
export const wrongFields = (form: TenantForm, settings: TenantSettings): TenantField[] => [
  ...(isZone(form.zone.trim()) ? [] : ['zone' as const]),
  ...(!form.hasLicenceLimit || countOf(form.licenceCount) >= Math.max(1, settings.usedLicences)
    ? []
    : ['licenceCount' as const]),
  ...(changesAutoRecording(form, settings) && !isFromToday(form, settings) ? ['autoRecordingFrom' as const] : []),
];

const isFromToday = (form: TenantForm, settings: TenantSettings): boolean =>
  parseWorkDate(form.autoRecordingFrom) !== undefined && form.autoRecordingFrom >= settings.autoRecording.today;

export const bodyOf = (form: TenantForm, settings: TenantSettings): InputOf<typeof saveTenantSettings>['body'] => {
  const from = parseWorkDate(form.autoRecordingFrom);
  return {
    sendsRequestMail: form.sendsRequestMail,
    zone: form.zone.trim(),
    privacy: form.privacy,
    plan: form.plan,
    licenceCount: form.hasLicenceLimit ? countOf(form.licenceCount) : null,
    version: settings.version,
    ...(changesAutoRecording(form, settings) && {
      autoRecording: { isOn: form.autoRecording === 'on', ...(from !== undefined && { from }) },
    }),
  };
};
