-- What the server does by itself to a day (自動終了, データの自動登録), and imports of past work.
-- Cost: the started days of today and yesterday are looked for once; operations and tasks get a nullable column. Rollback: drop the tables,
-- the trigger with its function, and the columns; put is_auto_recording_on back (false).

-- Its wish was stored before the rule existed, and nobody has seen it obeyed: auto_recording_periods begin empty, off.
ALTER TABLE tenants DROP COLUMN is_auto_recording_on;

-- Days with a pressed 開始 that have not been looked at since they ended. Short: a row goes when its day is over and settled.
CREATE TABLE started_days (
    tenant_id  uuid NOT NULL,
    person_id  uuid NOT NULL,
    work_date  date NOT NULL,
    -- when to look (again): the end of the work date, once that has been worked out
    due_at     timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (tenant_id, person_id, work_date),
    FOREIGN KEY (tenant_id, person_id, work_date) REFERENCES work_days (tenant_id, person_id, work_date) ON DELETE CASCADE
);
CREATE INDEX started_days_due ON started_days (due_at);

-- Whoever writes a press is followed: no writer can forget it.
CREATE FUNCTION note_started_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO started_days (tenant_id, person_id, work_date)
    SELECT DISTINCT tenant_id, person_id, work_date FROM added WHERE kind = 'start' AND origin = 'pressed'
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER operations_note_start AFTER INSERT ON operations REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION note_started_days();
INSERT INTO started_days (tenant_id, person_id, work_date)
SELECT DISTINCT tenant_id, person_id, work_date FROM operations WHERE kind = 'start' AND work_date >= current_date - 1;

-- Days that the server closed for want of 終了: the memory that makes their mail go out once.
CREATE TABLE auto_ended_days (
    tenant_id  uuid NOT NULL,
    person_id  uuid NOT NULL,
    work_date  date NOT NULL,
    found_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, person_id, work_date),
    FOREIGN KEY (tenant_id, person_id, work_date) REFERENCES work_days (tenant_id, person_id, work_date) ON DELETE CASCADE
);

-- Up to when the computed days of a tenant have been looked through for recorded ends. Going back to an earlier moment is harmless.
CREATE TABLE auto_recording_progress (
    tenant_id       uuid PRIMARY KEY REFERENCES tenants,
    computed_until  timestamptz NOT NULL
);

CREATE TABLE work_imports (
    tenant_id      uuid NOT NULL REFERENCES tenants,
    import_id      uuid NOT NULL,
    imported_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- no foreign key: the import outlives the person
    imported_by    uuid NOT NULL,
    work_rows      integer NOT NULL,
    task_rows      integer NOT NULL,
    undone_at      timestamptz,
    undone_by      uuid,
    removed_days   integer,
    kept_days      integer,
    PRIMARY KEY (tenant_id, import_id)
);

-- Which person-days an import brought, and what stood there: undo removes exactly that, where nobody has touched it.
CREATE TABLE work_import_days (
    tenant_id  uuid NOT NULL,
    import_id  uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('work', 'tasks')),
    person_id  uuid NOT NULL,
    work_date  date NOT NULL,
    -- rows of operations or tasks that it wrote
    entries    integer NOT NULL,
    -- the rows of the earlier import that it replaced; null: the day was free
    former     jsonb,
    PRIMARY KEY (tenant_id, import_id, kind, person_id, work_date),
    FOREIGN KEY (tenant_id, import_id) REFERENCES work_imports (tenant_id, import_id)
);

ALTER TABLE operations ADD COLUMN import_id uuid;
ALTER TABLE tasks ADD COLUMN import_id uuid;

CREATE TABLE work_import_drafts (
    tenant_id   uuid NOT NULL,
    draft_id    uuid NOT NULL,
    person_id   uuid NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, draft_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id)
);
CREATE TABLE work_import_draft_files (
    tenant_id  uuid NOT NULL,
    draft_id   uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('work', 'tasks')),
    file_name  text NOT NULL,
    content    bytea NOT NULL,
    PRIMARY KEY (tenant_id, draft_id, kind),
    FOREIGN KEY (tenant_id, draft_id) REFERENCES work_import_drafts (tenant_id, draft_id) ON DELETE CASCADE
);
