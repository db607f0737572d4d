import { z } from 'zod';
import { endpoint } from './endpoint.ts';

/** Every deed that leaves a trace. The list only grows: rows of an old name stay readable. The screen's words are keyed by these names. */
export const AUDIT_ACTIONS = [
  'session.sign-in',
  'session.sign-in-refused',
  'session.sign-out',
  'session.password-changed',
  'session.password-change-refused',
  'session.ended',
  'session.others-ended',
  'session.ended-by-administrator',
  'session.display-changed',
  'password.one-time-made',
  'password.reset-requested',
  'security-settings.changed',
  'built-in-admin.switched',
  'monitoring-policy.saved',
  'audit.personal-erased',
  'access.refused',
  'month.viewed',
  'group-month.viewed',
  'day.viewed',
  'legal.viewed',
  'group-legal.viewed',
  'group-status.viewed',
  'application-use.viewed',
  'group-application-use.viewed',
  'dashboard.viewed',
  'dashboard.people-viewed',
  'dashboard.days-viewed',
  'dashboard.person-viewed',
  'dashboard.exported',
  'legal-settings.changed',
  'operation.recorded',
  'task.created',
  'task.changed',
  'task.reported',
  'task.deleted',
  'tasks.copied',
  'calendar-source.saved',
  'calendar-source.removed',
  'calendar.imported',
  'unrequested.answered',
  'request.submitted',
  'request.resubmitted',
  'request.withdrawn',
  'request.approved',
  'request.returned',
  'day.approved',
  'difference.settled',
  'enrolment-code.created',
  'device.enrolled',
  'device.revoked',
  'kinmu.export-started',
  'kinmu.export-ended',
  'export.started',
  'export.ended',
  'export.cancelled',
  'export.downloaded',
  'person.data-erased',
  'retention.changed',
  'retention.removed',
  'machine-token.created',
  'machine-token.revoked',
  'machine.attendance-started',
  'machine.attendance-read',
  'system-status.viewed',
  'devices.viewed',
  'audit.viewed',
  'settings.changed',
  'site-names.replaced',
  'site-names.compared',
  'roster.changed',
  'roster.person-changed',
  'roster.downloaded',
  'roster.draft-created',
  'roster.file-put',
  'work-import.draft-created',
  'work-import.file-put',
  'work-import.applied',
  'work-import.undone',
  'installation.restored',
  'presence.imported',
  'tenant.created',
  'tenant.admin-created',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What a detail may hold: ids, dates, counts, reasons, and (in `personal`) what a value was before and after. */
const detailSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** A person or thing of a row. `name` is null where the id is not a person's, or the person has been deleted for good. */
const partySchema = z.object({ id: z.uuid(), name: z.string().nullable(), loginId: z.string().nullable() });

export const auditEntrySchema = z.object({
  /** Place in the tenant's chain: 1, 2, 3 … without a gap. */
  seq: z.int(),
  /** Epoch ms. */
  at: z.int(),
  action: z.enum(AUDIT_ACTIONS),
  /** null: someone who was not signed in, or the server itself. */
  actor: partySchema.nullable(),
  subject: partySchema.nullable(),
  detail: detailSchema,
  /** Values about a person; null: there were none, or they have been erased with the person. */
  personal: detailSchema.nullable(),
  requestId: z.string().nullable(),
});
export type AuditEntryAnswer = z.infer<typeof auditEntrySchema>;

const pageQuery = {
  /** Only rows before this one (`nextBefore` of the page before). */
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const listAuditEntries = endpoint({
  name: 'listAuditEntries',
  method: 'GET',
  path: '/api/audit-entries',
  summary: '監査ログ: who did what to whom, newest first, for administrators. Looking is a deed of its own.',
  access: 'signedIn',
  query: z.strictObject({
    ...pageQuery,
    /** First and last date in the tenant's zone, both included. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    action: z.enum(AUDIT_ACTIONS).optional(),
    /** Whoever did it or to whom it was done: person id, login id, employee number, or part of the name. */
    person: z.string().min(1).max(64).optional(),
  }),
  answer: z.object({ entries: z.array(auditEntrySchema), nextBefore: z.int().nullable() }),
});

/** One look of someone else at the own data. */
export const lookupSchema = z.object({
  seq: z.int(),
  at: z.int(),
  /** Name of the one who looked; null: deleted for good since. */
  viewerName: z.string().nullable(),
  kind: z.enum(['month', 'day', 'export', 'roster', 'dashboard']),
  /** Of an export: its name tells the month or the period. */
  fileName: z.string().nullable(),
  /** `yyyymm` of a month. */
  month: z.string().nullable(),
  /** `yyyy-mm-dd` of a day. */
  workDate: z.string().nullable(),
});
export type Lookup = z.infer<typeof lookupSchema>;

export const listLookups = endpoint({
  name: 'listLookups',
  method: 'GET',
  path: '/api/people/me/lookups',
  summary: 'Who looked at my data: months and days opened by others, and files that hold my rows, newest first.',
  access: 'signedIn',
  query: z.strictObject(pageQuery),
  answer: z.object({ lookups: z.array(lookupSchema), nextBefore: z.int().nullable() }),
});
