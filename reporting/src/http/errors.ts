import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { ApiError, ApiErrorCode } from '#domain/contract/api-errors.ts';
import { AnalyticsUnavailable } from '#platform/clickhouse.ts';
import { hasCode } from '#platform/files.ts';
import type { Logger } from '#platform/log.ts';
import { BrokerUnavailable, StreamFull } from '#platform/nats.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** The one table from a reason to a status. "Exists but not yours" is `not_found`, so that nothing can be learned from it. */
export const STATUS_OF: Readonly<Record<ApiErrorCode, number>> = {
  invalid_input: 400,
  not_signed_in: 401,
  sign_in_failed: 401,
  too_many_attempts: 429,
  plain_http_refused: 403,
  password_refused: 400,
  password_change_required: 403,
  cross_site_request: 403,
  not_found: 404,
  operation_not_possible_now: 409,
  shift_crossed_boundary: 409,
  press_came_too_late: 409,
  press_overtaken: 409,
  other_person_signed_in: 409,
  day_is_corrected: 409,
  half_day_not_possible: 409,
  task_required: 409,
  report_required: 409,
  request_changed: 409,
  request_not_possible: 409,
  correction_not_possible: 409,
  difference_changed: 409,
  figures_not_ready: 409,
  enrolment_code_unknown: 404,
  enrolment_code_used: 409,
  enrolment_code_expired: 410,
  roster_changed: 409,
  export_running: 409,
  records_removed: 410,
  roster_refused: 409,
  roster_cannot_be_undone: 409,
  file_too_large: 413,
  settings_changed: 409,
  import_changed: 409,
  import_refused: 409,
  import_cannot_be_undone: 409,
  task_changed: 409,
  token_refused: 401,
  token_month_refused: 403,
  too_many_requests: 429,
  unavailable: 503,
  internal: 500,
};

const DEFAULT_MESSAGE: Readonly<Record<ApiErrorCode, string>> = {
  invalid_input: 'The request does not fit the contract.',
  not_signed_in: 'No valid session.',
  sign_in_failed: 'Sign-in failed.',
  too_many_attempts: 'Too many attempts; try again later.',
  plain_http_refused: 'Passwords are taken over TLS only, or on the machine itself.',
  password_refused: 'The new password does not fit the rules.',
  password_change_required: 'The password must be changed first.',
  cross_site_request: 'Refused: the request does not come from the portal itself.',
  not_found: 'Not found.',
  operation_not_possible_now: 'This operation is not possible in the present state of the day.',
  shift_crossed_boundary: 'The day of this shift was closed at its boundary; it is put right by a correction.',
  press_came_too_late: 'The work date of this offline press is over; it is put right by a correction.',
  other_person_signed_in: 'This was pressed by somebody else than who is signed in now.',
  press_overtaken: 'Something was pressed after this offline press; the day is put right by a correction.',
  day_is_corrected: 'A correction holds for this day; send another one instead of pressing.',
  half_day_not_possible: 'The work pattern has no morning minutes, so no half day is possible.',
  task_required: 'A task must be registered before the start.',
  report_required: 'Tasks of the day need a report before the end.',
  request_changed: 'Somebody else has changed the request meanwhile.',
  request_not_possible: 'The request does not allow this in its present state.',
  correction_not_possible: 'This date cannot be corrected now.',
  difference_changed: 'The difference is another one now, or settled.',
  figures_not_ready: 'The figures of this day are being computed; try again in a moment.',
  enrolment_code_unknown: 'This enrolment code is not known.',
  enrolment_code_used: 'This enrolment code was used already.',
  enrolment_code_expired: 'This enrolment code has expired.',
  export_running: 'Another file is being made in this tenant.',
  records_removed: 'The record of work that this needs has been removed for its age.',
  roster_changed: 'Somebody else has changed the roster meanwhile.',
  roster_refused: 'The rules of the roster refuse this.',
  roster_cannot_be_undone: 'There is no upload that can be undone.',
  file_too_large: 'The file is too large.',
  settings_changed: 'Somebody else has changed the settings meanwhile.',
  import_changed: 'The days would not become what the dry run showed; look at it again.',
  import_refused: 'The files have problems.',
  import_cannot_be_undone: 'The import has been undone already.',
  task_changed: 'The task has been changed meanwhile.',
  token_refused: 'No valid token: unknown, expired or revoked.',
  token_month_refused: 'The token does not reach this month.',
  too_many_requests: 'Too many calls with this token; wait as Retry-After says.',
  unavailable: 'A store does not answer now; try again.',
  internal: 'Internal error.',
};

export const requestIdOf = (response: Response): string => String(response.locals['requestId'] ?? '');

export function sendRefusal(response: Response, refusal: Refusal): void {
  const { code, details } = refusal;
  if (details.retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(details.retryAfterSeconds));
  const answer: ApiError = {
    error: {
      code,
      message: details.message ?? DEFAULT_MESSAGE[code],
      requestId: requestIdOf(response),
      ...(details.places === undefined ? {} : { places: [...details.places] }),
      ...(details.deeds === undefined ? {} : { deeds: [...details.deeds] }),
      ...(details.workDate === undefined ? {} : { workDate: details.workDate }),
      ...(details.request === undefined ? {} : { request: details.request }),
    },
  };
  response.status(STATUS_OF[code]).json(answer);
}

/** Record store does not answer: SQLSTATE classes 08 (connection), 53 (resources), 57P (shutdown), and the sockets' own codes. */
function isRecordStoreDown(err: unknown): boolean {
  if (hasCode(err, 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT')) return true;
  const code = err instanceof Error && 'code' in err ? String(err.code) : '';
  if (/^(08|53|57P)/.test(code)) return true;
  return err instanceof Error && /^(timeout exceeded when trying to connect|Connection terminated)/.test(err.message);
}

/** SQLSTATE of sql/postgres/0024: work of a date whose record has been removed. */
const REMOVED_DAY = 'KL001';

function refusalOf(err: unknown): Refusal {
  if (hasCode(err, REMOVED_DAY)) return refuse('records_removed');
  if (err instanceof AnalyticsUnavailable || err instanceof BrokerUnavailable || err instanceof StreamFull) {
    return refuse('unavailable', { retryAfterSeconds: 5 });
  }
  if (isRecordStoreDown(err)) return refuse('unavailable', { retryAfterSeconds: 5 });
  // Express and the readers of bodies: malformed JSON or percent-encoding, a body that breaks off.
  if (
    err instanceof Error &&
    'status' in err &&
    typeof err.status === 'number' &&
    err.status >= 400 &&
    err.status < 500
  ) {
    return refuse('invalid_input', { places: [{ path: 'body', message: 'The body or the address is not readable.' }] });
  }
  return refuse('internal');
}

/** The one error middleware: the answer holds a code and the request id, the log the cause. */
export function errorAnswers(log: Logger): ErrorRequestHandler {
  return (err: unknown, _request, response, next) => {
    const refusal = refusalOf(err);
    if (STATUS_OF[refusal.code] >= 500)
      log.error({ err, requestId: requestIdOf(response), answer: refusal.code }, 'request failed');
    if (response.headersSent) return next(err);
    return sendRefusal(response, refusal);
  };
}

export const unknownPath: RequestHandler = (_request, response) => sendRefusal(response, refuse('not_found'));
