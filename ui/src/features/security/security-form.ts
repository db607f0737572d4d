import {
  CHARACTER_KINDS,
  SECURITY_PROFILES,
  securitySettingsSchema,
  type CharacterKind,
  type SecuritySettings,
} from '#domain/contract/security.ts';

type KindRule = SecuritySettings['password']['kinds'][CharacterKind];

/** Numbers as they are typed, and a check beside each that may be without limit. */
export interface SecurityForm {
  minLength: string;
  kinds: Record<CharacterKind, KindRule>;
  minKinds: string;
  hasValidity: boolean;
  validDays: string;
  hasMinAge: boolean;
  minAgeDays: string;
  generations: string;
  isLockOn: boolean;
  failures: string;
  windowMinutes: string;
  isLockEnding: boolean;
  lockMinutes: string;
}

/** A field without limit keeps the guide's number, so that switching the limit on again offers something sensible. */
export function formOf({ password, lock }: SecuritySettings): SecurityForm {
  const usual = SECURITY_PROFILES.guide;
  return {
    minLength: String(password.minLength),
    kinds: { ...password.kinds },
    minKinds: String(password.minKinds),
    hasValidity: password.validDays !== null,
    validDays: String(password.validDays ?? usual.password.validDays),
    hasMinAge: password.minAgeDays !== null,
    minAgeDays: String(password.minAgeDays ?? usual.password.minAgeDays),
    generations: String(password.generations),
    isLockOn: lock.isOn,
    failures: String(lock.failures),
    windowMinutes: String(lock.windowMinutes),
    isLockEnding: lock.lockMinutes !== null,
    lockMinutes: String(lock.lockMinutes ?? usual.lock.lockMinutes),
  };
}

export type SecurityField =
  'minLength' | 'minKinds' | 'validDays' | 'minAgeDays' | 'generations' | 'failures' | 'windowMinutes' | 'lockMinutes';
const FIELDS: readonly SecurityField[] = [
  'minLength',
  'minKinds',
  'validDays',
  'minAgeDays',
  'generations',
  'failures',
  'windowMinutes',
  'lockMinutes',
];
export interface ReadForm {
  /** Undefined while something is wrong. */
  readonly settings: SecuritySettings | undefined;
  readonly wrong: readonly (SecurityField | 'other')[];
}

/** Whole numbers only, wide digits meant as narrow ones; anything else is NaN, which the contract refuses. */
const numberOf = (text: string): number => (/^\d{1,6}$/.test(plainDigits(text)) ? Number(plainDigits(text)) : NaN);
const plainDigits = (text: string): string => String(text).normalize('NFKC').trim();

/** The contract's own schema judges, so that the screen never accepts what the portal refuses. */
export function readForm(form: SecurityForm): ReadForm {
  const candidate = {
    password: {
      minLength: numberOf(form.minLength),
      kinds: form.kinds,
      minKinds: numberOf(form.minKinds),
      validDays: form.hasValidity ? numberOf(form.validDays) : null,
      minAgeDays: form.hasMinAge ? numberOf(form.minAgeDays) : null,
      generations: numberOf(form.generations),
    },
    lock: {
      isOn: form.isLockOn,
      failures: numberOf(form.failures),
      windowMinutes: numberOf(form.windowMinutes),
      lockMinutes: form.isLockEnding ? numberOf(form.lockMinutes) : null,
    },
  };
  const read = securitySettingsSchema.safeParse(candidate);
  if (read.success) return { settings: read.data, wrong: [] };
  const places = read.error.issues.map((issue) => FIELDS.find((field) => issue.path.includes(field)) ?? 'other');
  return { settings: undefined, wrong: [...new Set(places)] };
}

/** Which profile the settings are, if any. */
export const profileOf = (settings: SecuritySettings | undefined): 'guide' | 'nist' | undefined =>
  (['guide', 'nist'] as const).find((name) => isSame(settings, SECURITY_PROFILES[name]));

function isSame(one: SecuritySettings | undefined, other: SecuritySettings): boolean {
  if (one === undefined) return false;
  const scalars = ({ password, lock }: SecuritySettings): unknown[] => [
    ...CHARACTER_KINDS.map((kind) => password.kinds[kind]),
    ...[password.minLength, password.minKinds, password.validDays, password.minAgeDays, password.generations],
    ...[lock.isOn, lock.failures, lock.windowMinutes, lock.lockMinutes],
  ];
  const expected = scalars(other);
  return scalars(one).every((value, index) => value === expected[index]);
}
