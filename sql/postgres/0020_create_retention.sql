-- データの保存期間: how long raw records of PCs are kept, the legal hold, and the proof of what was removed.
-- Cost: none, new tables. Rollback: drop them; nothing is removed any more.
CREATE TABLE retention_settings (
    tenant_id  uuid PRIMARY KEY REFERENCES tenants,
    -- rises with each change: the slower of two administrators is refused
    version    integer NOT NULL DEFAULT 1,
    -- RetentionSettings of domain/src/contract/retention.ts; no row: its defaults
    settings   jsonb NOT NULL,
    saved_at   timestamptz NOT NULL DEFAULT now(),
    -- no foreign key: the settings outlive the person
    saved_by   uuid NOT NULL
);
CREATE TABLE retention_runs (
    tenant_id       uuid NOT NULL REFERENCES tenants,
    run_id          uuid PRIMARY KEY,
    -- a kind of domain/src/contract/retention.ts
    kind            text NOT NULL,
    -- the tenant's date of the night
    run_date        date NOT NULL,
    -- everything before this UTC day
    removed_before  date NOT NULL,
    -- stored rows when it began
    rows            bigint NOT NULL,
    started_at      timestamptz NOT NULL DEFAULT now(),
    -- null: it runs, or its process has died; another one has followed then
    ended_at        timestamptz
);
CREATE INDEX retention_runs_newest ON retention_runs (tenant_id, kind, run_date DESC);
