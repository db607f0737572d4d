import type { ApiErrorCode, RequestNow } from '#domain/contract/api-errors.ts';
import type { RosterDeed } from '#domain/contract/roster.ts';
import type { WorkDate } from '#domain/time/types.ts';

export interface Place {
  /** `body.newPassword`, `params.month`. */
  readonly path: string;
  readonly message: string;
}

export interface RefusalDetails {
  /** English, for logs and machine clients; never a name or content. */
  readonly message?: string;
  readonly places?: readonly Place[];
  readonly retryAfterSeconds?: number;
  /** roster_changed: what the other administrator did. Only for those who may read the roster. */
  readonly deeds?: readonly RosterDeed[];
  /** The date that a correction puts right. */
  readonly workDate?: WorkDate;
  /** request_changed: only for those who may see the request. */
  readonly request?: RequestNow;
}

/** An expected "no" of a use case: a value, not an exception. `http/errors.ts` alone knows its status. */
export class Refusal {
  readonly code: ApiErrorCode;
  readonly details: RefusalDetails;

  constructor(code: ApiErrorCode, details: RefusalDetails) {
    this.code = code;
    this.details = details;
  }
}

export const refuse = (code: ApiErrorCode, details: RefusalDetails = {}): Refusal => new Refusal(code, details);
