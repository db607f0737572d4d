import { z } from 'zod';
import { privacyPolicySchema } from './privacy-policy.ts';
import { INPUT_COUNT_NAMES, WIRE_LIMITS } from './wire-limits.ts';

export { INPUT_COUNT_NAMES, WIRE_LIMITS };

/**
 * Wire contract v1 between a collector and ingest (HTTP, JSON, optionally gzip).
 *
 *   POST /v1/challenges  ChallengeRequest  → ChallengeAnswer
 *   POST /v1/sessions    SessionRequest    → SessionAnswer       (device key signs the nonce)
 *   POST /v1/batches     BatchRequest      → BatchAnswer         (Authorization: Bearer <token>)
 *   GET  /v1/committed?spoolId=…           → CommittedAnswer     (Bearer)
 *
 * Objects are read loosely: a field that this version does not know is kept (`extra`), never refused. Nothing here can hold a key.
 * All instants are epoch milliseconds or UnixMinute of the PC's own wall clock; the server corrects them (offsetMinutes).
 */
export const WIRE_VERSION = 1;

/** The nine counts of a closed minute (guide table 5-13). Counts only. */
export const inputCountsSchema = z.object({
  letters: z.int().min(0).max(1_000_000),
  digits: z.int().min(0).max(1_000_000),
  numpad: z.int().min(0).max(1_000_000),
  symbols: z.int().min(0).max(1_000_000),
  others: z.int().min(0).max(1_000_000),
  leftClicks: z.int().min(0).max(1_000_000),
  rightClicks: z.int().min(0).max(1_000_000),
  wheel: z.int().min(0).max(1_000_000),
  moves: z.int().min(0).max(1_000_000),
} satisfies Record<(typeof INPUT_COUNT_NAMES)[number], z.ZodType>);
export type InputCounts = z.infer<typeof inputCountsSchema>;

/** Every item: a rising number within its spool, and the clock offset that the collector fixed for it before its first sending. */
const itemBase = {
  seq: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  /** Minutes to add to the PC's readings; absent: ingest derives it from sentAt. Fixed per item so that a repeat is identical. */
  offsetMinutes: z.int().min(-5_256_000).max(5_256_000).optional(),
};
const unixMinuteSchema = z.int().min(0).max(2_000_000_000);
const epochMsSchema = z.int().min(0).max(4_102_444_800_000_000);

/** Input minute: identity (device, minute, part). `part` numbers partial records of one minute (the agent restarted within it). */
export const inputMinuteSchema = z.looseObject({
  ...itemBase,
  kind: z.literal('inputMinute'),
  minute: unixMinuteSchema,
  part: z.int().min(0).max(255).default(0),
  counts: inputCountsSchema,
});
/** Window slice: identity (device, activatedAt, minute); the slices of one minute sum to at most 60 seconds. */
export const windowSliceSchema = z.looseObject({
  ...itemBase,
  kind: z.literal('windowSlice'),
  minute: unixMinuteSchema,
  activatedAt: epochMsSchema,
  process: z.string().max(WIRE_LIMITS.processChars),
  title: z.string().max(WIRE_LIMITS.titleChars),
  url: z.string().max(WIRE_LIMITS.urlChars).optional(),
  seconds: z.int().min(0).max(60),
});
/** Presence change: identity (device, at). */
export const presenceChangeSchema = z.looseObject({
  ...itemBase,
  kind: z.literal('presenceChange'),
  at: epochMsSchema,
  activity: z.string().max(WIRE_LIMITS.activityChars),
});
export const SESSION_CHANGES = [
  'logon',
  'logoff',
  'lock',
  'unlock',
  'suspend',
  'resume',
  'agentStart',
  'agentStop',
  'sensorLost',
  'sensorBack',
] as const;
/** Session change: identity (device, at, change). */
export const sessionChangeSchema = z.looseObject({
  ...itemBase,
  kind: z.literal('sessionChange'),
  at: epochMsSchema,
  change: z.enum(SESSION_CHANGES),
});
export const wireItemSchema = z.discriminatedUnion('kind', [
  inputMinuteSchema,
  windowSliceSchema,
  presenceChangeSchema,
  sessionChangeSchema,
]);
export type SessionChange = z.infer<typeof sessionChangeSchema>;
export type WireItem = z.infer<typeof wireItemSchema>;
export const WIRE_ITEM_KINDS = ['inputMinute', 'windowSlice', 'presenceChange', 'sessionChange'] as const;

/** An item of a kind that a newer collector sends: taken, and set aside by the processor until it is understood. */
export const unknownItemSchema = z.looseObject({ ...itemBase, kind: z.string().min(1).max(64) });

export const batchRequestSchema = z.looseObject({
  v: z.literal(WIRE_VERSION),
  /** Must equal the token's; a foreign one is answered 403 `foreign_identity` and nothing is stored. */
  deviceId: z.uuid(),
  personId: z.uuid().optional(),
  /** Made with the outbox file: `seq` rises within it. */
  spoolId: z.uuid(),
  /** Made at each start of the agent: two interleaved ones reveal a cloned disk. */
  bootId: z.uuid(),
  /** Wall clock of the PC at sending, for the skew estimate. */
  sentAt: epochMsSchema,
  /** Checked one by one: one bad item never refuses its neighbours. */
  items: z.array(z.unknown()).min(1).max(WIRE_LIMITS.itemsPerBatch),
});
export type BatchRequest = z.infer<typeof batchRequestSchema>;

export const REJECT_REASONS = ['invalid', 'too_old', 'in_the_future', 'not_stored_here'] as const;
export const itemResultSchema = z.object({
  /** Position in the batch: an item too broken to have a seq is still named. */
  index: z.int().min(0),
  seq: z.int().nullable(),
  status: z.enum(['accepted', 'duplicate', 'rejected']),
  reason: z.enum(REJECT_REASONS).optional(),
  /** The field at fault and what was expected, for people who read quarantine files. */
  detail: z.string().optional(),
});
export type ItemResult = z.infer<typeof itemResultSchema>;

/** Which seqs of a spool are in ClickHouse: closed ranges, ascending, disjoint, not adjacent. */
export const committedAnswerSchema = z.object({
  /**
   * Identifies the ClickHouse store; when it changes the collector sends everything it still holds again. Empty: the server does not know
   * (nothing committed yet, or its broker is away), which changes nothing.
   */
  storeId: z.string(),
  ranges: z.array(z.tuple([z.int(), z.int()])),
});
export type CommittedAnswer = z.infer<typeof committedAnswerSchema>;
/**
 * What the tenant lets be stored: the collector removes the rest before it is written to its disk. Absent from servers before it existed.
 * One that this version cannot read counts as absent: ingest removes everything anyway. A rejection `not_stored_here` follows from it: the
 * item is to be forgotten, not set aside.
 */
const tenantPolicySchema = privacyPolicySchema.optional().catch(undefined);
export const batchAnswerSchema = z.object({
  results: z.array(itemResultSchema),
  committed: committedAnswerSchema,
  serverTime: z.int(),
  policy: tenantPolicySchema,
});
export type BatchAnswer = z.infer<typeof batchAnswerSchema>;

export const challengeRequestSchema = z.object({ deviceId: z.uuid() });
export const challengeAnswerSchema = z.object({ nonce: z.string(), expiresAt: z.int() });
export const sessionRequestSchema = z.object({
  certificate: z.string().max(4096),
  nonce: z.string().max(1024),
  /** Ed25519 signature over the UTF-8 bytes of the nonce, base64url. */
  signature: z.string().max(256),
  sentAt: epochMsSchema.optional(),
});
export const sessionAnswerSchema = z.object({
  token: z.string(),
  expiresAt: z.int(),
  serverTime: z.int(),
  policy: tenantPolicySchema,
});

/** Every refusal of ingest: a code for machines and a sentence with the remedy. */
export const INGEST_ERROR_CODES = [
  'invalid_request',
  'unsupported_media_type',
  'too_large',
  'unauthorized',
  'token_expired',
  'device_revoked',
  'foreign_identity',
  'stream_full',
  'disk_low',
  'broker_unavailable',
  'busy',
  /** What the tenant lets be stored is not known yet: nothing is taken rather than too much. */
  'policy_unknown',
] as const;
export const ingestErrorSchema = z.object({
  error: z.object({ code: z.enum(INGEST_ERROR_CODES), message: z.string() }),
});
export type IngestErrorCode = (typeof INGEST_ERROR_CODES)[number];
