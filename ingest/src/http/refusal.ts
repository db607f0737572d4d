import type { IngestErrorCode } from '#domain/contract/wire.ts';

/** A request that is not taken: code, HTTP status and a sentence that names the remedy. */
export class Refusal extends Error {
  readonly code: IngestErrorCode;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: IngestErrorCode, message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.status = STATUS_OF[code].status;
    this.retryAfterSeconds = STATUS_OF[code].retryAfterSeconds;
  }
}

/** The one place where reasons become HTTP. Retry-After only where waiting alone can help. */
const STATUS_OF: Record<IngestErrorCode, { status: number; retryAfterSeconds?: number }> = {
  invalid_request: { status: 400 },
  unsupported_media_type: { status: 415 },
  too_large: { status: 413 },
  unauthorized: { status: 401 },
  token_expired: { status: 401 },
  device_revoked: { status: 403 },
  foreign_identity: { status: 403 },
  stream_full: { status: 503, retryAfterSeconds: 30 },
  disk_low: { status: 507, retryAfterSeconds: 60 },
  broker_unavailable: { status: 503, retryAfterSeconds: 5 },
  busy: { status: 503, retryAfterSeconds: 2 },
  policy_unknown: { status: 503, retryAfterSeconds: 5 },
};
