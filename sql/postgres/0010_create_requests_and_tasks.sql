-- Requests with their history, what a person's approval of a day fixed, and tasks (業務).
-- Cost: operations get columns with constant defaults, nothing is rewritten. Rollback: drop the tables and columns below.

CREATE TABLE requests (
    tenant_id    uuid NOT NULL,
    request_id   uuid NOT NULL,
    person_id    uuid NOT NULL,
    work_date    date NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('start', 'end', 'overtime', 'correction')),
    -- automatic: approved the moment it was made, and fixes nothing
    mode         text NOT NULL CHECK (mode IN ('automatic', 'manual')),
    state        text NOT NULL CHECK (state IN ('submitted', 'approved', 'returned', 'withdrawn')),
    -- made by the server from the PC log (データの自動登録)
    is_recorded  boolean NOT NULL DEFAULT false,
    -- rises with each change: of two approvers at once the second is told
    version      integer NOT NULL DEFAULT 1,
    reason       text NOT NULL DEFAULT '',
    -- overtime: {"expectedEndMinute"}; correction: {"operations", "before"}; see domain/src/contract/requests.ts
    body         jsonb NOT NULL DEFAULT '{}',
    created_at   timestamptz NOT NULL DEFAULT now(),
    -- when it was last sent: the order in which approvers see it
    submitted_at timestamptz NOT NULL DEFAULT now(),
    decided_at   timestamptz,
    decided_by   uuid,
    PRIMARY KEY (tenant_id, request_id),
    FOREIGN KEY (tenant_id, person_id, work_date) REFERENCES work_days (tenant_id, person_id, work_date)
);
CREATE INDEX requests_by_day ON requests (tenant_id, person_id, work_date);
CREATE INDEX requests_waiting ON requests (tenant_id, submitted_at) WHERE state = 'submitted';

-- What happened to a request, never changed: 承認の履歴.
CREATE TABLE request_events (
    tenant_id   uuid NOT NULL,
    event_id    bigint GENERATED ALWAYS AS IDENTITY,
    request_id  uuid NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    -- null: the server (automatic approval, auto-recording)
    actor_id    uuid,
    action      text NOT NULL CHECK (action IN ('submitted', 'resubmitted', 'approvedAutomatically', 'approved', 'returned', 'withdrawn')),
    comment     text NOT NULL DEFAULT '',
    -- resubmitted: what changed, before and after
    detail      jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (tenant_id, event_id),
    FOREIGN KEY (tenant_id, request_id) REFERENCES requests (tenant_id, request_id)
);
CREATE INDEX request_events_by_request ON request_events (tenant_id, request_id, event_id);

ALTER TABLE operations
    -- start and end: the request it made
    ADD COLUMN request_id uuid,
    ADD COLUMN half_day   text CHECK (half_day IN ('morning', 'afternoon')),
    ADD COLUMN origin     text NOT NULL DEFAULT 'pressed' CHECK (origin IN ('pressed', 'imported'));

-- The present approval of a day: DayApproval of domain/src/contract/work-rules.ts. Its history is in the audit and in request_events.
CREATE TABLE day_approvals (
    tenant_id    uuid NOT NULL,
    person_id    uuid NOT NULL,
    work_date    date NOT NULL,
    approved_at  timestamptz NOT NULL,
    approved_by  uuid NOT NULL,
    approval     jsonb NOT NULL,
    PRIMARY KEY (tenant_id, person_id, work_date),
    FOREIGN KEY (tenant_id, person_id, work_date) REFERENCES work_days (tenant_id, person_id, work_date)
);

-- One row for each person who takes part; what is shared (title, times) is written to all rows of a task by its owner.
CREATE TABLE tasks (
    tenant_id    uuid NOT NULL,
    task_id      uuid NOT NULL,
    person_id    uuid NOT NULL,
    -- the work date on which it starts
    work_date    date NOT NULL,
    is_owner     boolean NOT NULL DEFAULT true,
    kind         text NOT NULL CHECK (kind IN ('task', 'meeting', 'offsite')),
    work_style   text NOT NULL DEFAULT 'regular' CHECK (work_style IN ('regular', 'offsite', 'remote')),
    title        text NOT NULL,
    detail       text NOT NULL DEFAULT '',
    is_all_day   boolean NOT NULL DEFAULT false,
    -- whole minutes; all-day: the bounds of the calendar day in the tenant's zone
    starts_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL CHECK (ends_at >= starts_at),
    -- 業務報告 and 進捗 are each person's own
    report       text NOT NULL DEFAULT '',
    progress     integer NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    source       text NOT NULL DEFAULT 'screen' CHECK (source IN ('screen', 'calendar', 'import')),
    -- calendar: its UID and recurrence, by which a moved or deleted entry is followed
    external_id  text,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, task_id, person_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id)
);
CREATE INDEX tasks_by_day ON tasks (tenant_id, person_id, work_date, starts_at);
CREATE UNIQUE INDEX tasks_of_calendar ON tasks (tenant_id, person_id, external_id) WHERE external_id IS NOT NULL;

-- データの自動登録 with its dates: past days keep what held on them. Off before the first row.
CREATE TABLE auto_recording_periods (
    tenant_id       uuid NOT NULL REFERENCES tenants,
    effective_from  date NOT NULL,
    is_on           boolean NOT NULL,
    PRIMARY KEY (tenant_id, effective_from)
);
