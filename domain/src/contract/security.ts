import { z } from 'zod';
import { endpoint } from './endpoint.ts';

/** Letters A-Z, letters a-z, digits 0-9, and everything else (symbols, spaces, Japanese, emoji). */
export const CHARACTER_KINDS = ['upper', 'lower', 'digit', 'symbol'] as const;
export type CharacterKind = (typeof CHARACTER_KINDS)[number];

const kindRuleSchema = z.enum(['allowed', 'required', 'forbidden']);

/** パスワードポリシー (guide table 6-1). `null`: no limit. */
const passwordPolicySchema = z.strictObject({
  /** 最小文字数, in code points. */
  minLength: z.int().min(8).max(64),
  /** 文字種別. */
  kinds: z.strictObject({
    upper: kindRuleSchema,
    lower: kindRuleSchema,
    digit: kindRuleSchema,
    symbol: kindRuleSchema,
  }),
  /** 文字種組み合わせ数; 1 asks for nothing. */
  minKinds: z.int().min(1).max(4),
  /** 有効期間, from the day of the change. */
  validDays: z.int().min(1).max(3650).nullable(),
  /** 変更禁止期間. Never stands in the way of a forced change or of a password that may have leaked. */
  minAgeDays: z.int().min(1).max(365).nullable(),
  /** 再利用制限: how many former passwords may not come back; 0 asks for nothing. */
  generations: z.int().min(0).max(24),
});
export type PasswordPolicy = z.infer<typeof passwordPolicySchema>;

/** アカウントロック (guide table 6-2): `failures` in a row within `windowMinutes` lock for `lockMinutes` (規定時間; null: 無期限, until reissue). */
const lockPolicySchema = z.strictObject({
  isOn: z.boolean(),
  failures: z.int().min(1).max(100),
  windowMinutes: z.int().min(1).max(1440),
  lockMinutes: z.int().min(1).max(10_080).nullable(),
});
export type LockPolicy = z.infer<typeof lockPolicySchema>;

/** What a tenant may set; what contradicts itself is refused here, so that the screen can say it before it sends. */
export const securitySettingsSchema = z
  .strictObject({ password: passwordPolicySchema, lock: lockPolicySchema })
  .refine(({ password }) => password.minKinds <= usableKinds(password).length, {
    path: ['password', 'minKinds'],
    message: 'more kinds than are allowed',
  })
  .refine(({ password }) => password.validDays === null || (password.minAgeDays ?? 0) < password.validDays, {
    path: ['password', 'minAgeDays'],
    message: 'as long as the validity or longer',
  });
export type SecuritySettings = z.infer<typeof securitySettingsSchema>;

const usableKinds = (policy: PasswordPolicy): CharacterKind[] =>
  CHARACTER_KINDS.filter((kind) => policy.kinds[kind] !== 'forbidden');

const GUIDE_LOCK: LockPolicy = { isOn: true, failures: 5, windowMinutes: 15, lockMinutes: 15 };
const ALL_ALLOWED = { upper: 'allowed', lower: 'allowed', digit: 'allowed', symbol: 'allowed' } as const;

/**
 * `guide`: the defaults of the guide's tables 6-1 and 6-2; every tenant begins with it. `nist`: NIST SP 800-63B-4 and OWASP ASVS 5.0, which ask
 * for length and forbid composition rules and periodic change.
 */
export const SECURITY_PROFILES: Readonly<Record<'guide' | 'nist', SecuritySettings>> = {
  guide: {
    password: { minLength: 8, kinds: ALL_ALLOWED, minKinds: 2, validDays: 90, minAgeDays: 1, generations: 24 },
    lock: GUIDE_LOCK,
  },
  nist: {
    password: { minLength: 15, kinds: ALL_ALLOWED, minKinds: 1, validDays: null, minAgeDays: null, generations: 0 },
    lock: GUIDE_LOCK,
  },
};

/** Why a new password is refused: the `message` of the place `body.newPassword` of a `password_refused`. The screen has a sentence for each. */
export const PASSWORD_PROBLEMS = [
  'too_short',
  'too_long',
  'forbidden_kind',
  'missing_kind',
  'too_few_kinds',
  'holds_own_id',
  'holds_own_name',
  'common',
  'used_before',
  'changed_too_recently',
] as const;
export type PasswordProblem = (typeof PASSWORD_PROBLEMS)[number];

/** What an administrator sees: the rules, their version, and whether the built-in `admin` may still sign in. */
const securityAnswerSchema = z.object({
  settings: securitySettingsSchema,
  /** Rises with each change; sent back when saving. */
  version: z.int(),
  isBuiltInAdminOff: z.boolean(),
});
export type SecurityAnswer = z.infer<typeof securityAnswerSchema>;

export const readSecuritySettings = endpoint({
  name: 'readSecuritySettings',
  method: 'GET',
  path: '/api/security-settings',
  summary: 'The tenant’s rules for passwords and locks. Administrators.',
  access: 'signedIn',
  answer: securityAnswerSchema,
});
/** Refusal `settings_changed`: another administrator was faster. */
export const writeSecuritySettings = endpoint({
  name: 'writeSecuritySettings',
  method: 'PUT',
  path: '/api/security-settings',
  summary:
    'Replace the tenant’s rules for passwords and locks, if they are still those of `version`; they hold from the next sign-in or change.',
  access: 'signedIn',
  body: z.strictObject({ settings: securitySettingsSchema, version: z.int().min(0) }),
  answer: securityAnswerSchema,
});
/** A shared account is nobody's: with a named administrator it is better off (ASVS 6.3.2). `npm run unlock` brings it back. */
export const switchBuiltInAdmin = endpoint({
  name: 'switchBuiltInAdmin',
  method: 'PUT',
  path: '/api/security-settings/built-in-admin',
  summary:
    'Take the built-in `admin` its sign-in, or give it back. Named administrators only: their session proves that there is one.',
  access: 'signedIn',
  body: z.strictObject({ isOff: z.boolean() }),
  answer: securityAnswerSchema,
});
/** For the form of the password change; also open to a session that must change its password. */
export const readPasswordRules = endpoint({
  name: 'readPasswordRules',
  method: 'GET',
  path: '/api/session/password',
  summary: 'What a new own password must be like, and from when on it may be changed.',
  access: 'signedIn',
  duringForcedChange: true,
  answer: z.object({
    policy: passwordPolicySchema,
    /** The minimum age ends then; null: now. Does not hold when `mayHaveLeaked` is said. */
    mayChangeFrom: z.int().nullable(),
    expiresAt: z.int().nullable(),
  }),
});
/** 利用停止 ends sessions too; this is for a lost notebook. */
export const endSessionsOfPerson = endpoint({
  name: 'endSessionsOfPerson',
  method: 'DELETE',
  path: '/api/people/:personId/sessions',
  summary: 'End every session of a person. Administrators.',
  access: 'signedIn',
  params: z.object({ personId: z.uuid() }),
  answer: z.object({ ended: z.int() }),
});
