import type { Generated, Kysely } from 'kysely';
import type { BreakWindow, WorkOperation, WorkStyle, Operation } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';

/** Row types of sql/postgres: int8 as number, date as text, timestamptz as Date (platform/postgres.ts). */
export interface Tables {
  tenants: { tenant_id: string; code: string; name: string; zone: Generated<string>; created_at: Generated<Date> };
  groups: { tenant_id: string; group_id: string; code: string; name: string; parent_group_id: string | null };
  people: {
    tenant_id: string;
    person_id: string;
    login_id: string;
    employee_number: Generated<string>;
    name: string;
    kana: Generated<string>;
    mail: Generated<string>;
    is_tenant_admin: Generated<boolean>;
    is_administrator: Generated<boolean>;
    password_hash: string | null;
    rules_version: Generated<number>;
    created_at: Generated<Date>;
  };
  group_approvers: { tenant_id: string; group_id: string; person_id: string; is_senior: Generated<boolean> };
  work_patterns: {
    tenant_id: string;
    pattern_id: string;
    code: string;
    name: string;
    breaks: Generated<BreakWindow[]>;
    scheduled_minutes: number;
    morning_minutes: number | null;
    auto_end_clock: Generated<number>;
  };
  assignments: { tenant_id: string; person_id: string; effective_from: string; group_id: string; pattern_id: string };
  work_days: { tenant_id: string; person_id: string; work_date: WorkDate; version: Generated<number> };
  operations: {
    tenant_id: string;
    operation_id: string;
    person_id: string;
    work_date: WorkDate;
    position: number;
    kind: WorkOperation;
    operated_at: Date;
    is_holiday_work: Generated<boolean>;
    work_style: Generated<WorkStyle>;
    scheduled_minutes: number | null;
    request_state: Generated<Operation['requestState']>;
    recorded_at: Generated<Date>;
  };
  sessions: {
    token_hash: Buffer;
    tenant_id: string;
    person_id: string;
    created_at: Generated<Date>;
    last_seen_at: Generated<Date>;
  };
  login_failures: { tenant_id: string; person_id: string; failed_at: Generated<Date> };
  devices: {
    tenant_id: string;
    device_id: string;
    person_id: string;
    name: string;
    public_key: string;
    enrolled_at: Generated<Date>;
    revoked_at: Date | null;
    revocation_published_at: Date | null;
  };
  enrolment_codes: {
    code_hash: Buffer;
    tenant_id: string;
    person_id: string;
    created_at: Generated<Date>;
    expires_at: Date;
    used_at: Date | null;
    device_id: string | null;
  };
  outbox: {
    outbox_id: Generated<number>;
    tenant_id: string;
    subject: string;
    message_id: string;
    payload: unknown;
    created_at: Generated<Date>;
    published_at: Date | null;
  };
  audit_entries: {
    audit_id: Generated<number>;
    tenant_id: string;
    at: Generated<Date>;
    actor_id: string | null;
    action: string;
    subject_id: string | null;
    detail: Generated<unknown>;
    request_id: string | null;
  };
}

/** The record store, or a transaction of it. */
export type Records = Kysely<Tables>;
