import { z } from 'zod';
import { endpoint } from './endpoint.ts';

/** Who is signed in, and what the menus may offer. Rights are read again on each request; this is for display only. */
export const meSchema = z.object({
  tenant: z.object({ tenantId: z.uuid(), code: z.string(), name: z.string(), zone: z.string() }),
  personId: z.uuid(),
  loginId: z.string(),
  name: z.string(),
  /** The built-in `admin`: no own month. */
  isTenantAdmin: z.boolean(),
  isAdministrator: z.boolean(),
  /** May look at other people's months. */
  isApprover: z.boolean(),
  mayDownload: z.boolean(),
  /** A group and a pattern hold for today: the person can press 開始. */
  hasOwnMonth: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;

export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in with tenant, id and password; sets the session cookie. One answer for every kind of failure.',
  access: 'public',
  body: z.strictObject({
    tenant: z.string().min(1).max(64),
    loginId: z.string().min(1).max(64),
    password: z.string().min(1).max(256),
  }),
  answer: meSchema,
});
export const readMe = endpoint({
  name: 'readMe',
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in.',
  access: 'signedIn',
  answer: meSchema,
});
export const signOut = endpoint({
  name: 'signOut',
  method: 'DELETE',
  path: '/api/session',
  summary: 'End this session.',
  access: 'signedIn',
  answer: z.object({ signedOut: z.literal(true) }),
});
export const changePassword = endpoint({
  name: 'changePassword',
  method: 'PUT',
  path: '/api/session/password',
  summary: 'Change the own password; ends all other sessions.',
  access: 'signedIn',
  body: z.strictObject({ currentPassword: z.string().min(1).max(256), newPassword: z.string().min(8).max(128) }),
  answer: z.object({ changed: z.literal(true) }),
});
