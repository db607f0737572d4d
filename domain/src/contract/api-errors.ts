import { z } from 'zod';

/** Every refusal of the portal. `code` is for machines; the screen's sentence comes from the catalogue by this code. */
export const API_ERROR_CODES = [
  'invalid_input',
  'not_signed_in',
  'sign_in_failed',
  'too_many_attempts',
  'cross_site_request',
  'not_found',
  'operation_not_possible_now',
  'enrolment_code_unknown',
  'enrolment_code_used',
  'enrolment_code_expired',
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
    /** invalid_input only: where, and what was expected. */
    places: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
});
export type ApiError = z.infer<typeof apiErrorSchema>;
