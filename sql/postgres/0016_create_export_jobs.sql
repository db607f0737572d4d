-- データ作成: one job at a time in a tenant, its progress, who holds it, and the file that it left.
-- Cost: none, new table. Rollback: drop it; the files of the folder for exports may be deleted.
CREATE TABLE export_jobs (
    tenant_id        uuid NOT NULL REFERENCES tenants,
    -- from the screen: sent twice it is one job
    job_id           uuid NOT NULL,
    kind             text NOT NULL CHECK (kind IN ('kinmu', 'gyomu', 'aggregation', 'pc')),
    -- ExportRange, ExportScope of domain/src/contract/export-jobs.ts
    range            jsonb NOT NULL,
    scope            jsonb NOT NULL,
    encoding         text NOT NULL CHECK (encoding IN ('windows-31j', 'utf-8')),
    guards_formulas  boolean NOT NULL,
    state            text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    done_units       integer NOT NULL DEFAULT 0,
    total_units      integer NOT NULL DEFAULT 0,
    -- no foreign key: the record outlives the person
    started_by       uuid NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    -- of the present attempt; the estimate counts from here
    attempted_at     timestamptz,
    attempts         integer NOT NULL DEFAULT 0,
    -- who works on it; whoever finds it run out takes the job over and begins again
    lease_id         uuid,
    lease_until      timestamptz,
    ended_at         timestamptz,
    file_name        text,
    bytes            bigint,
    rows             bigint,
    replaced         bigint,
    -- the file has given way to a newer one of its kind
    is_file_gone     boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, job_id)
);
CREATE UNIQUE INDEX export_jobs_one_at_a_time ON export_jobs (tenant_id) WHERE state IN ('waiting', 'running');
CREATE INDEX export_jobs_newest ON export_jobs (tenant_id, created_at DESC);
