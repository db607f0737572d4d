import { z } from 'zod';
import { endpoint } from './endpoint.ts';

const epochMs = z.int();

/** What the portal talks to. */
export const SYSTEM_PARTS = ['records', 'analytics', 'broker'] as const;

/** Folders of the server whose disk is watched; which of them there are depends on the size of the installation. */
export const WATCHED_FOLDERS = ['postgres', 'nats', 'clickhouse', 'exports', 'mail', 'logs'] as const;

/** Steps that facts wait for: PC records, presses and roster, days to compute. */
const waitingSchema = z.object({
  /** Messages that are not yet stored, of all tenants. */
  count: z.int(),
  /** When the oldest of them arrived; null: none waits. */
  oldestAt: epochMs.nullable(),
});

export const DEAD_LETTER_REASONS = [
  'unparsable',
  'unknown_kind',
  'out_of_range',
  'refused_by_store',
  'unexpected',
] as const;

/** `at` is when it ended. Server-wide: runs hold counts only. */
const runSchema = z.object({ at: epochMs });

const diskSchema = z.object({
  folder: z.enum(WATCHED_FOLDERS),
  freeBytes: z.number(),
  totalBytes: z.number(),
  isLow: z.boolean(),
});

export const systemStatusSchema = z.object({
  at: epochMs,
  version: z.string(),
  parts: z.array(z.object({ part: z.enum(SYSTEM_PARTS), isUp: z.boolean() })),
  /** null: the broker does not answer. */
  waiting: z.object({ activity: waitingSchema, facts: waitingSchema, days: waitingSchema }).nullable(),
  /** Of this tenant, by reason; null: the broker does not answer. */
  deadLetters: z.array(z.object({ reason: z.enum(DEAD_LETTER_REASONS), count: z.int() })).nullable(),
  disks: z.array(diskSchema),
  /** Of this tenant: mails that wait, and those of them that failed at least once. */
  mails: z.object({ waiting: z.int(), failing: z.int(), oldestAt: epochMs.nullable() }).nullable(),
  /** Of this tenant: changes that the broker has not been told of. */
  outbox: z.object({ waiting: z.int(), oldestAt: epochMs.nullable() }).nullable(),
  lastBackup: runSchema.extend({ bytes: z.number() }).nullable(),
  lastReconcile: runSchema.extend({ differences: z.int() }).nullable(),
  /** What people did from `recordsAt` to `at` is missing: the data comes from a backup. */
  lastRestore: runSchema.extend({ recordsAt: epochMs }).nullable(),
  /** Whether the last three could be read: without the analytics they are unknown, not "never". */
  areRunsKnown: z.boolean(),
});
export type SystemStatus = z.infer<typeof systemStatusSchema>;

export const readSystemStatus = endpoint({
  name: 'readSystemStatus',
  method: 'GET',
  path: '/api/system-status',
  summary:
    'システムの状態: whether everything works, how far processing is behind, disks, mails, the last backup. For administrators.',
  access: 'signedIn',
  answer: systemStatusSchema,
});

export const listLowDisks = endpoint({
  name: 'listLowDisks',
  method: 'GET',
  path: '/api/system-status/low-disks',
  summary:
    'Folders of the server whose disk has little space left, for the banner on each page of an administrator. Usually none.',
  access: 'signedIn',
  answer: z.object({ disks: z.array(diskSchema) }),
});

/** `never`: enrolled, nothing received yet. `silent`: nothing for SILENT_AFTER_MS. `sensorLost`: it sends, and cannot see the input. */
export const DEVICE_STATES = ['sensorLost', 'silent', 'never', 'ok', 'revoked'] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];
/** A weekend and a day. */
export const SILENT_AFTER_MS = 3 * 86_400_000;

export const DEVICE_SORTS = ['lastReceivedAt', 'personName', 'deviceName', 'version', 'state'] as const;

const deviceRowSchema = z.object({
  deviceId: z.uuid(),
  deviceName: z.string(),
  personName: z.string(),
  loginId: z.string(),
  lastReceivedAt: epochMs.nullable(),
  /** Of the agent's last start; null: an agent that does not tell it, or none yet. */
  version: z.string().nullable(),
  state: z.enum(DEVICE_STATES),
});
export type DeviceRow = z.infer<typeof deviceRowSchema>;

export const listTenantDevices = endpoint({
  name: 'listTenantDevices',
  method: 'GET',
  path: '/api/system-status/devices',
  summary: 'PCs of the tenant: when each was last heard, its version and state; a page, searched, filtered and sorted.',
  access: 'signedIn',
  query: z.object({
    /** In the PC's name and in id and name of its person; words separated by spaces must all occur. */
    search: z.string().max(100).default(''),
    state: z.enum(DEVICE_STATES).optional(),
    sort: z.enum(DEVICE_SORTS).default('lastReceivedAt'),
    order: z.enum(['asc', 'desc']).default('asc'),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  answer: z.object({
    total: z.int(),
    devices: z.array(deviceRowSchema),
    /** Of all PCs of the tenant, whatever is searched for. */
    counts: z.record(z.enum(DEVICE_STATES), z.int()),
  }),
});
