import type { saveTenantSettings, TenantSettings } from '#domain/contract/settings.ts';
import type { InputOf } from '../../base/call.ts';

/** What the screen changes; numbers as they are typed. */
export interface TenantForm {
  sendsRequestMail: boolean;
  zone: string;
  privacy: TenantSettings['privacy'];
  plan: TenantSettings['plan'];
  hasLicenceLimit: boolean;
  licenceCount: string;
  isAutoRecordingOn: boolean;
}

export const formOf = (settings: TenantSettings): TenantForm => ({
  sendsRequestMail: settings.sendsRequestMail,
  zone: settings.zone,
  privacy: { ...settings.privacy },
  plan: settings.plan,
  hasLicenceLimit: settings.licenceCount !== null,
  licenceCount: String(settings.licenceCount ?? settings.usedLicences),
  isAutoRecordingOn: settings.autoRecording.isOn,
});

export type TenantField = 'zone' | 'licenceCount';

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

/** Below the licences in use nothing can be set (G:1567). */
export const wrongFields = (form: TenantForm, usedLicences: number): TenantField[] => [
  ...(isZone(form.zone.trim()) ? [] : ['zone' as const]),
  ...(!form.hasLicenceLimit || countOf(form.licenceCount) >= Math.max(1, usedLicences)
    ? []
    : ['licenceCount' as const]),
];

export const bodyOf = (form: TenantForm, version: number): InputOf<typeof saveTenantSettings>['body'] => ({
  sendsRequestMail: form.sendsRequestMail,
  zone: form.zone.trim(),
  privacy: form.privacy,
  plan: form.plan,
  licenceCount: form.hasLicenceLimit ? countOf(form.licenceCount) : null,
  isAutoRecordingOn: form.isAutoRecordingOn,
  version,
});
