import type { Generated, GeneratedAlways, Kysely } from 'kysely';
import type { CalendarCounts, CalendarProblem } from '#domain/contract/calendar.ts';
import type { RosterAction, RosterFileKind } from '#domain/contract/roster.ts';
import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import type { Display } from '#domain/contract/session.ts';
import type { TenantSettings } from '#domain/contract/settings.ts';
import type { UnrequestedAnswerKind } from '#domain/contract/unrequested-answers.ts';
import type {
  BreakWindow,
  DayApproval,
  HalfDay,
  Operation,
  RequestState,
  TaskKind,
  WorkOperation,
  WorkStyle,
} from '#domain/contract/work-rules.ts';
import type { ApprovalMode, RequirementMode } from '#domain/roster/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { CredentialTables } from './credential-tables.ts';
import type { JobTables } from './job-tables.ts';

/** `deleted` rows stay for the days and assignments that name them; their id is free again. */
type EntryStatus = 'active' | 'removed' | 'deleted';
type RosterSource = 'upload' | 'screen' | 'undo';

/** Row types of sql/postgres: int8 as number, date as text, timestamptz as Date (platform/postgres.ts). */
export interface Tables extends CredentialTables, JobTables {
  tenants: {
    tenant_id: string;
    code: string;
    name: string;
    zone: Generated<string>;
    roster_version: Generated<number>;
    created_at: Generated<Date>;
    settings_version: Generated<number>;
    sends_request_mail: Generated<boolean>;
    plan: Generated<TenantSettings['plan']>;
    licence_count: Generated<number | null>;
    stores_pc_counts: Generated<boolean>;
    stores_application_names: Generated<boolean>;
    stores_window_titles: Generated<boolean>;
    stored_urls: Generated<PrivacyPolicy['urls']>;
  };
  site_name_files: { tenant_id: string; uploaded_at: Generated<Date>; uploaded_by: string };
  site_names: { tenant_id: string; position: number; url_prefix: string; site_name: string };
  groups: {
    tenant_id: string;
    group_id: string;
    code: string;
    name: string;
    parent_group_id: string | null;
    status: Generated<EntryStatus>;
  };
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
    /** Null: no login but by a one-time password, and with none of both no login at all. */
    password_hash: string | null;
    password_set_at: Generated<Date>;
    one_time_hash: string | null;
    one_time_until: Date | null;
    one_time_used_at: Date | null;
    rules_version: Generated<number>;
    status: Generated<EntryStatus | 'suspended'>;
    may_view_dashboard: Generated<boolean>;
    task_at_start: Generated<RequirementMode>;
    report_at_end: Generated<RequirementMode>;
    break_notice: Generated<boolean>;
    before_end_notice: Generated<boolean>;
    end_notice: Generated<boolean>;
    after_hours_notice: Generated<boolean>;
    overtime_management: Generated<boolean>;
    /** Values about a person who was deleted for good are blank since then. */
    erased_at: Date | null;
    /** 完全削除 with what was recorded and computed. */
    erases_data: Generated<boolean>;
    data_erased_at: Date | null;
    /** Null: never chosen. */
    language: Display['language'];
    theme: Generated<Display['theme']>;
    search_text: GeneratedAlways<string>;
    created_at: Generated<Date>;
  };
  group_approvers: {
    tenant_id: string;
    group_id: string;
    person_id: string;
    is_senior: Generated<boolean>;
    position: Generated<number>;
  };
  work_patterns: {
    tenant_id: string;
    pattern_id: string;
    code: string;
    name: string;
    breaks: Generated<BreakWindow[]>;
    scheduled_minutes: number;
    morning_minutes: number | null;
    auto_end_clock: Generated<number>;
    status: Generated<EntryStatus>;
  };
  assignments: {
    tenant_id: string;
    person_id: string;
    effective_from: string;
    group_id: string;
    pattern_id: string | null;
    start_approval: Generated<ApprovalMode>;
    end_approval: Generated<ApprovalMode>;
  };
  roster_versions: {
    tenant_id: string;
    version: number;
    changed_at: Generated<Date>;
    actor_id: string;
    source: RosterSource;
    changes: number;
  };
  roster_changes: {
    tenant_id: string;
    version: number;
    position: number;
    kind: RosterFileKind;
    entry_id: string;
    code: string;
    name: string;
    action: RosterAction;
    before: unknown;
    after: unknown;
  };
  roster_drafts: {
    tenant_id: string;
    draft_id: string;
    person_id: string;
    created_at: Generated<Date>;
    expires_at: Date;
  };
  roster_draft_files: {
    tenant_id: string;
    draft_id: string;
    kind: RosterFileKind;
    file_name: string;
    content: Buffer;
  };
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
    request_id: string | null;
    half_day: HalfDay | null;
    origin: Generated<Operation['origin']>;
    import_id: string | null;
    is_late: Generated<boolean>;
  };
  requests: {
    tenant_id: string;
    request_id: string;
    person_id: string;
    work_date: WorkDate;
    kind: 'start' | 'end' | 'overtime' | 'correction';
    mode: 'automatic' | 'manual';
    state: RequestState;
    is_recorded: Generated<boolean>;
    version: Generated<number>;
    reason: Generated<string>;
    body: Generated<unknown>;
    created_at: Generated<Date>;
    submitted_at: Generated<Date>;
    decided_at: Date | null;
    decided_by: string | null;
  };
  request_events: {
    tenant_id: string;
    event_id: Generated<number>;
    request_id: string;
    at: Generated<Date>;
    /** Null: the server itself. */
    actor_id: string | null;
    action: 'submitted' | 'resubmitted' | 'approvedAutomatically' | 'approved' | 'returned' | 'withdrawn';
    comment: Generated<string>;
    detail: Generated<unknown>;
  };
  day_approvals: {
    tenant_id: string;
    person_id: string;
    work_date: WorkDate;
    approved_at: Date;
    approved_by: string;
    approval: DayApproval;
  };
  tasks: {
    tenant_id: string;
    task_id: string;
    person_id: string;
    work_date: WorkDate;
    is_owner: Generated<boolean>;
    kind: TaskKind;
    work_style: Generated<WorkStyle>;
    title: string;
    detail: Generated<string>;
    is_all_day: Generated<boolean>;
    starts_at: Date;
    ends_at: Date;
    report: Generated<string>;
    progress: Generated<number>;
    source: Generated<'screen' | 'calendar' | 'import'>;
    import_id: string | null;
    external_id: string | null;
    is_dropped: Generated<boolean>;
    version: Generated<number>;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  calendar_sources: {
    tenant_id: string;
    person_id: string;
    kind: 'url' | 'file';
    sealed: Buffer | null;
    host: string | null;
    set_at: Generated<Date>;
    next_sync_at: Date | null;
    synced_at: Date | null;
    problem: CalendarProblem | null;
    problem_detail: Generated<string>;
    counts: Generated<Partial<CalendarCounts>>;
  };
  dismissed_entries: { tenant_id: string; person_id: string; external_id: string };
  unrequested_answers: {
    tenant_id: string;
    person_id: string;
    work_date: WorkDate;
    start_minute: number;
    end_minute: number;
    answer: UnrequestedAnswerKind;
    reason: Generated<string>;
    answered_at: Generated<Date>;
  };
  legal_settings: {
    tenant_id: string;
    version: Generated<number>;
    settings: unknown;
    saved_at: Generated<Date>;
    saved_by: string;
  };
  auto_recording_periods: { tenant_id: string; effective_from: WorkDate; is_on: boolean };
  auto_recording_progress: { tenant_id: string; computed_until: Date };
  started_days: { tenant_id: string; person_id: string; work_date: WorkDate; due_at: Date };
  auto_ended_days: { tenant_id: string; person_id: string; work_date: WorkDate; found_at: Generated<Date> };
  monitoring_policies: {
    tenant_id: string;
    version: Generated<number>;
    policy: unknown;
    saved_at: Generated<Date>;
    saved_by: string;
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
    personal_hash: Buffer | null;
  };
  audit_personal: { audit_id: number; tenant_id: string; person_id: string | null; salt: Buffer; personal: unknown };
  audit_chain: { tenant_id: string; seq: number; audit_id: number; prev_hash: Buffer; hash: Buffer };
  mail_outbox: {
    mail_id: string;
    tenant_id: string;
    person_id: string;
    kind: 'serviceStart' | 'reissue' | 'passwordReset' | 'requestWaiting' | 'requestDecided' | 'autoEnded';
    sealed: Buffer | null;
    state: Generated<'waiting' | 'sent' | 'superseded' | 'withheld'>;
    reason: string | null;
    attempts: Generated<number>;
    created_at: Generated<Date>;
    next_at: Generated<Date>;
    settled_at: Date | null;
  };
}

/** The record store, or a transaction of it. */
export type Records = Kysely<Tables>;
