-- Calendars imported into tasks, and what people answered about unrequested time (申請外).
-- Cost: none, a column with a constant default and new tables. Rollback: drop them.

ALTER TABLE tasks
    -- the calendar no longer has it, but the person has reported: it stays
    ADD COLUMN is_dropped boolean NOT NULL DEFAULT false;

-- One calendar a person.
CREATE TABLE calendar_sources (
    tenant_id       uuid NOT NULL,
    person_id       uuid NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('url', 'file')),
    -- a private calendar address is a secret: AES-256-GCM with a key from the pepper (reporting/src/calendar/seal-address.ts)
    sealed          bytea,
    host            text,
    set_at          timestamptz NOT NULL DEFAULT now(),
    -- null: a file, read once. An instance that takes a source puts this forward first, so that no other takes it too
    next_sync_at    timestamptz,
    synced_at       timestamptz,
    problem         text,
    -- a status, a line, a host; never the address
    problem_detail  text NOT NULL DEFAULT '',
    counts          jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (tenant_id, person_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id),
    CHECK ((kind = 'url') = (sealed IS NOT NULL)),
    CHECK (kind = 'url' OR next_sync_at IS NULL)
);
CREATE INDEX calendar_sources_due ON calendar_sources (next_sync_at) WHERE next_sync_at IS NOT NULL;

-- Entries that the person has deleted here: the next import does not bring them back.
CREATE TABLE dismissed_entries (
    tenant_id    uuid NOT NULL,
    person_id    uuid NOT NULL,
    external_id  text NOT NULL,
    PRIMARY KEY (tenant_id, person_id, external_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id)
);

-- Answers about unrequested time, by minutes and not by block: late data moves a block's edges, an answer stays what it was given for.
CREATE TABLE unrequested_answers (
    tenant_id     uuid NOT NULL,
    person_id     uuid NOT NULL,
    work_date     date NOT NULL,
    -- unix minutes, half-open
    start_minute  integer NOT NULL,
    end_minute    integer NOT NULL CHECK (end_minute > start_minute),
    answer        text NOT NULL CHECK (answer IN ('work', 'private', 'automatic', 'other')),
    reason        text NOT NULL DEFAULT '',
    answered_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, person_id, work_date, start_minute, end_minute),
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id)
);
