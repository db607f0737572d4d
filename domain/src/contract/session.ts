import { z } from 'zod';
import { endpoint } from './endpoint.ts';

/** What the screen says about the own password: it must be changed (`one_time`, `expired`) or should be (`policy`, `expires_soon`). */
const passwordNoticeSchema = z.object({
  reason: z.enum(['one_time', 'expired', 'policy', 'expires_soon']),
  /** When it ends or ended; null where that is not the point. */
  expiresAt: z.int().nullable(),
});
/** `1`: the page asks by itself, nobody has touched it for a minute. Such a request does not keep the session alive. */
export const UNATTENDED_HEADER = 'x-kinmu-unattended';

/** How the person wants to see the portal, on whichever computer. */
export const displaySchema = z.strictObject({
  /** Null: never chosen; what the browser has holds. */
  language: z.enum(['ja', 'en']).nullable(),
  /** `auto`: as the system. */
  theme: z.enum(['auto', 'light', 'dark']),
});
export type Display = z.infer<typeof displaySchema>;

export type PasswordNotice = z.infer<typeof passwordNoticeSchema>;

/** Who is signed in, and what the menus may offer. Rights are read again on each request; this is for display only. */
export const meSchema = z.object({
  tenant: z.object({ tenantId: z.uuid(), code: z.string(), name: z.string(), zone: z.string() }),
  personId: z.uuid(),
  loginId: z.string(),
  name: z.string(),
  /** The built-in `admin`: no own month. */
  isTenantAdmin: z.boolean(),
  /** Roster, settings, security and audit of the tenant: people with the right, and the built-in `admin`. */
  isAdministrator: z.boolean(),
  /** May look at other people's months. */
  isApprover: z.boolean(),
  mayDownload: z.boolean(),
  /** 見える化ダッシュボード: has the right, and the tenant's plan has it. */
  mayViewDashboard: z.boolean(),
  /** A group and a pattern hold for today: the person can press 開始. */
  hasOwnMonth: z.boolean(),
  /** Only reading this, the rules, changing the password and signing out are possible; everything else is `password_change_required`. */
  mustChangePassword: z.boolean(),
  passwordNotice: passwordNoticeSchema.nullable(),
  display: displaySchema,
});
export type Me = z.infer<typeof meSchema>;

/** Lengths in UTF-16 units, generous: the policy counts code points (at most 128). */
const passwordSchema = z.string().min(1).max(256);

export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in with tenant, id and password; sets the session cookie. One answer for every kind of failure.',
  access: 'public',
  body: z.strictObject({
    tenant: z.string().min(1).max(64),
    loginId: z.string().min(1).max(64),
    password: passwordSchema,
  }),
  answer: meSchema,
});
export const readMe = endpoint({
  name: 'readMe',
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in.',
  access: 'signedIn',
  duringForcedChange: true,
  answer: meSchema,
});
export const signOut = endpoint({
  name: 'signOut',
  method: 'DELETE',
  path: '/api/session',
  summary: 'End this session.',
  access: 'signedIn',
  duringForcedChange: true,
  answer: z.object({ signedOut: z.literal(true) }),
});
export const saveDisplay = endpoint({
  name: 'saveDisplay',
  method: 'PUT',
  path: '/api/session/display',
  summary: 'Keep the own language and theme.',
  access: 'signedIn',
  duringForcedChange: true,
  body: displaySchema,
  answer: displaySchema,
});
export const changePassword = endpoint({
  name: 'changePassword',
  method: 'PUT',
  path: '/api/session/password',
  summary: 'Change the own password; ends all other sessions.',
  access: 'signedIn',
  duringForcedChange: true,
  body: z.strictObject({
    currentPassword: passwordSchema,
    newPassword: passwordSchema,
    /** "I think it leaked": the minimum age does not hold. */
    mayHaveLeaked: z.boolean().optional(),
  }),
  answer: z.object({ changed: z.literal(true) }),
});

const ownSessionSchema = z.object({
  sessionId: z.uuid(),
  createdAt: z.int(),
  /** To the minute. */
  lastSeenAt: z.int(),
  /** The one that asks. */
  isThis: z.boolean(),
  /** Browser and system in two words, `Firefox / Windows`; empty where they are not known. */
  clientName: z.string(),
});
export type OwnSession = z.infer<typeof ownSessionSchema>;
export const listSessions = endpoint({
  name: 'listSessions',
  method: 'GET',
  path: '/api/sessions',
  summary: 'The own sessions.',
  access: 'signedIn',
  answer: z.object({ sessions: z.array(ownSessionSchema) }),
});
export const endSession = endpoint({
  name: 'endSession',
  method: 'DELETE',
  path: '/api/sessions/:sessionId',
  summary: 'End one own session.',
  access: 'signedIn',
  params: z.object({ sessionId: z.uuid() }),
  answer: z.object({ ended: z.literal(true) }),
});
export const endOtherSessions = endpoint({
  name: 'endOtherSessions',
  method: 'DELETE',
  path: '/api/sessions',
  summary: 'End every own session but this one.',
  access: 'signedIn',
  answer: z.object({ ended: z.int() }),
});

/** Before the form is shown: a page that may not send a password explains why and has no form. */
export const readSignInConditions = endpoint({
  name: 'readSignInConditions',
  method: 'GET',
  path: '/api/sign-in-conditions',
  summary: 'Whether a password may be sent over this connection.',
  access: 'public',
  answer: z.object({ refusal: z.literal('plain_http_refused').nullable() }),
});
export const requestPasswordReset = endpoint({
  name: 'requestPasswordReset',
  method: 'POST',
  path: '/api/password-resets',
  summary: 'Ask for a one-time password by mail. The answer is the same whether or not anything is sent.',
  access: 'public',
  body: z.strictObject({ tenant: z.string().min(1).max(64), loginId: z.string().min(1).max(64) }),
  answer: z.object({ requested: z.literal(true) }),
});
