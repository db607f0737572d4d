import { z } from 'zod';
import { rosterDeedSchema } from './roster.ts';

/** Every refusal of the portal. `code` is for machines; the screen's sentence comes from the catalogue by this code. */
export const API_ERROR_CODES = [
  'invalid_input',
  'not_signed_in',
  'sign_in_failed',
  'too_many_attempts',
  'plain_http_refused',
  'password_refused',
  'password_change_required',
  'cross_site_request',
  'not_found',
  'operation_not_possible_now',
  'enrolment_code_unknown',
  'enrolment_code_used',
  'enrolment_code_expired',
  'roster_changed',
  'roster_refused',
  'roster_cannot_be_undone',
  'file_too_large',
  'settings_changed',
  'unavailable',
  'internal',
] as const;
export type ApiErrorCode = (typeof API_ERROR_CODES)[number];

export const apiErrorSchema = z.object({
  error: z.object({
    code: z.enum(API_ERROR_CODES),
    /** English, for logs and machine clients. */
    message: z.string(),
    requestId: z.string(),
    /** invalid_input: where, and what was expected. roster_refused: the column's name and the sentence in Japanese. */
    places: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    /** roster_changed only: what somebody else has changed meanwhile, the newest first. */
    deeds: z.array(rosterDeedSchema).optional(),
  }),
});
export type ApiError = z.infer<typeof apiErrorSchema>;
