import { z } from 'zod';
import { rosterDeedSchema } from './roster-deed.ts';
import { REQUEST_STATES, workDateSchema } from './work-rules.ts';

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
  'shift_crossed_boundary',
  'press_came_too_late',
  'press_overtaken',
  'other_person_signed_in',
  'day_is_corrected',
  'half_day_not_possible',
  'task_required',
  'report_required',
  'request_changed',
  'request_not_possible',
  'correction_not_possible',
  'difference_changed',
  'figures_not_ready',
  'enrolment_code_unknown',
  'enrolment_code_used',
  'enrolment_code_expired',
  'roster_changed',
  'roster_refused',
  'roster_cannot_be_undone',
  'file_too_large',
  'settings_changed',
  'import_changed',
  'import_refused',
  'import_cannot_be_undone',
  'task_changed',
  'export_running',
  'records_removed',
  'token_refused',
  'token_month_refused',
  'too_many_requests',
  'unavailable',
  'internal',
] as const;
export type ApiErrorCode = (typeof API_ERROR_CODES)[number];

/** How a request stands that somebody else was quicker to change. */
export const requestNowSchema = z.object({
  version: z.int(),
  state: z.enum(REQUEST_STATES),
  changedByName: z.string().nullable(),
  /** Epoch ms. */
  changedAt: z.int(),
});
export type RequestNow = z.infer<typeof requestNowSchema>;

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
    /** shift_crossed_boundary, press_came_too_late, press_overtaken: the date to be put right by a correction. */
    workDate: workDateSchema.optional(),
    /** request_changed only: how the request stands now, and who brought it there. */
    request: requestNowSchema.optional(),
  }),
});
export type ApiError = z.infer<typeof apiErrorSchema>;
