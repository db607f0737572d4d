-- The roster of files and screens: status of people, groups and patterns, what the 21 columns say, versions with their changes, drafts.
-- Cost: people is rewritten once (search_text). Rollback: drop the tables and columns below; deleted rows would have to go first.

-- `deleted` rows stay, because computed days and former assignments name them, but their id is free again.
ALTER TABLE groups ADD COLUMN status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'removed', 'deleted'));
ALTER TABLE groups DROP CONSTRAINT groups_tenant_id_code_key;
CREATE UNIQUE INDEX groups_code ON groups (tenant_id, code) WHERE status <> 'deleted';

ALTER TABLE work_patterns ADD COLUMN status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'removed', 'deleted'));
ALTER TABLE work_patterns DROP CONSTRAINT work_patterns_tenant_id_code_key;
CREATE UNIQUE INDEX work_patterns_code ON work_patterns (tenant_id, code) WHERE status <> 'deleted';

ALTER TABLE people
    ADD COLUMN status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'removed', 'deleted')),
    ADD COLUMN may_view_dashboard boolean NOT NULL DEFAULT false,
    ADD COLUMN task_at_start text NOT NULL DEFAULT 'byWorkStyle' CHECK (task_at_start IN ('byWorkStyle', 'optional', 'mandatory')),
    ADD COLUMN report_at_end text NOT NULL DEFAULT 'byWorkStyle' CHECK (report_at_end IN ('byWorkStyle', 'optional', 'mandatory')),
    ADD COLUMN break_notice boolean NOT NULL DEFAULT false,
    ADD COLUMN before_end_notice boolean NOT NULL DEFAULT false,
    ADD COLUMN end_notice boolean NOT NULL DEFAULT false,
    ADD COLUMN after_hours_notice boolean NOT NULL DEFAULT false,
    ADD COLUMN overtime_management boolean NOT NULL DEFAULT false,
    -- one text to search in: a scan of 10,000 short rows is milliseconds, and finds the middle of a word without pg_trgm
    ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (
        lower(normalize(login_id || chr(10) || employee_number || chr(10) || name || chr(10) || kana || chr(10) || mail, NFKC))) STORED;
DROP INDEX people_login;
CREATE UNIQUE INDEX people_login ON people (tenant_id, lower(login_id)) WHERE status <> 'deleted';

-- Approval modes hold from a date like group and pattern. No pattern: the built-in one (sql/src/person-rules.ts).
ALTER TABLE assignments
    ALTER COLUMN pattern_id DROP NOT NULL,
    ADD COLUMN start_approval text NOT NULL DEFAULT 'byWorkStyle' CHECK (start_approval IN ('byWorkStyle', 'automatic', 'manual')),
    ADD COLUMN end_approval text NOT NULL DEFAULT 'byWorkStyle' CHECK (end_approval IN ('byWorkStyle', 'automatic', 'manual'));

-- In the order in which the file names them: a download gives it back.
ALTER TABLE group_approvers ADD COLUMN position integer NOT NULL DEFAULT 0;

-- The row of the tenant is the lock of its roster: whoever changes it raises the version under `FOR NO KEY UPDATE`.
ALTER TABLE tenants ADD COLUMN roster_version bigint NOT NULL DEFAULT 0;

CREATE TABLE roster_versions (
    tenant_id  uuid NOT NULL REFERENCES tenants,
    version    bigint NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor_id   uuid NOT NULL,
    source     text NOT NULL CHECK (source IN ('upload', 'screen', 'undo')),
    changes    integer NOT NULL,
    PRIMARY KEY (tenant_id, version),
    FOREIGN KEY (tenant_id, actor_id) REFERENCES people (tenant_id, person_id)
);

-- Before and after of each row: what an outdated file did not know, what undo writes back, what the audit asks.
CREATE TABLE roster_changes (
    tenant_id  uuid NOT NULL,
    version    bigint NOT NULL,
    position   integer NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('group', 'user', 'work_pattern')),
    entry_id   uuid NOT NULL,
    code       text NOT NULL,
    name       text NOT NULL,
    action     text NOT NULL,
    -- null: was not there
    before     jsonb,
    -- null: deleted for good
    after      jsonb,
    PRIMARY KEY (tenant_id, version, position),
    FOREIGN KEY (tenant_id, version) REFERENCES roster_versions (tenant_id, version)
);
CREATE INDEX roster_changes_by_entry ON roster_changes (tenant_id, entry_id, version);

CREATE TABLE roster_drafts (
    tenant_id   uuid NOT NULL,
    draft_id    uuid NOT NULL,
    person_id   uuid NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, draft_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id)
);
CREATE TABLE roster_draft_files (
    tenant_id  uuid NOT NULL,
    draft_id   uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('group', 'user', 'work_pattern')),
    file_name  text NOT NULL,
    content    bytea NOT NULL,
    PRIMARY KEY (tenant_id, draft_id, kind),
    FOREIGN KEY (tenant_id, draft_id) REFERENCES roster_drafts (tenant_id, draft_id) ON DELETE CASCADE
);
