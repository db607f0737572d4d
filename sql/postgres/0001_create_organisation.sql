-- Tenants, people, groups, patterns and what holds for a person from a date on. Every table carries its tenant.
CREATE TABLE tenants (
    tenant_id   uuid PRIMARY KEY,
    code        text NOT NULL UNIQUE,
    name        text NOT NULL,
    zone        text NOT NULL DEFAULT 'Asia/Tokyo',
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE groups (
    tenant_id        uuid NOT NULL REFERENCES tenants,
    group_id         uuid NOT NULL,
    code             text NOT NULL,
    name             text NOT NULL,
    parent_group_id  uuid,
    PRIMARY KEY (tenant_id, group_id),
    UNIQUE (tenant_id, code),
    FOREIGN KEY (tenant_id, parent_group_id) REFERENCES groups (tenant_id, group_id)
);

CREATE TABLE people (
    tenant_id         uuid NOT NULL REFERENCES tenants,
    person_id         uuid NOT NULL,
    login_id          text NOT NULL,
    employee_number   text NOT NULL DEFAULT '',
    name              text NOT NULL,
    kana              text NOT NULL DEFAULT '',
    mail              text NOT NULL DEFAULT '',
    -- the built-in account `admin`: no own month, not counted against the licences
    is_tenant_admin   boolean NOT NULL DEFAULT false,
    is_administrator  boolean NOT NULL DEFAULT false,
    password_hash     text,
    rules_version     bigint NOT NULL DEFAULT 0,
    created_at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, person_id)
);
CREATE UNIQUE INDEX people_login ON people (tenant_id, lower(login_id));

CREATE TABLE group_approvers (
    tenant_id  uuid NOT NULL,
    group_id   uuid NOT NULL,
    person_id  uuid NOT NULL,
    is_senior  boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, group_id, person_id, is_senior),
    FOREIGN KEY (tenant_id, group_id) REFERENCES groups (tenant_id, group_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id)
);

CREATE TABLE work_patterns (
    tenant_id          uuid NOT NULL REFERENCES tenants,
    pattern_id         uuid NOT NULL,
    code               text NOT NULL,
    name               text NOT NULL,
    -- [{"startClock": 720, "endClock": 780}] on the work date's 48-hour clock, sorted
    breaks             jsonb NOT NULL DEFAULT '[]',
    scheduled_minutes  integer NOT NULL CHECK (scheduled_minutes BETWEEN 0 AND 1440),
    morning_minutes    integer CHECK (morning_minutes BETWEEN 1 AND 1440),
    auto_end_clock     integer NOT NULL DEFAULT 300 CHECK (auto_end_clock BETWEEN 0 AND 720),
    PRIMARY KEY (tenant_id, pattern_id),
    UNIQUE (tenant_id, code)
);

CREATE TABLE assignments (
    tenant_id       uuid NOT NULL,
    person_id       uuid NOT NULL,
    effective_from  date NOT NULL,
    group_id        uuid NOT NULL,
    pattern_id      uuid NOT NULL,
    PRIMARY KEY (tenant_id, person_id, effective_from),
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id),
    FOREIGN KEY (tenant_id, group_id) REFERENCES groups (tenant_id, group_id),
    FOREIGN KEY (tenant_id, pattern_id) REFERENCES work_patterns (tenant_id, pattern_id)
);
CREATE INDEX assignments_by_group ON assignments (tenant_id, group_id);
