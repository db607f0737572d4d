-- 外部連携: tokens by which other systems read 勤務データ. Only the hash of a token is here; it is shown once, when it is made.
-- Cost: none, new table. Rollback: drop it; every token is void then.
CREATE TABLE machine_tokens (
    tenant_id          uuid NOT NULL REFERENCES tenants,
    token_id           uuid PRIMARY KEY,
    name               text NOT NULL CHECK (name <> ''),
    -- SHA-256 of the 256-bit secret
    secret_hash        bytea NOT NULL,
    -- yyyymm, both included
    first_month        text NOT NULL CHECK (first_month ~ '^\d{6}$'),
    last_month         text NOT NULL CHECK (last_month ~ '^\d{6}$'),
    -- null: everyone of the tenant; otherwise these groups with those below
    group_ids          uuid[] CHECK (cardinality(group_ids) > 0),
    expires_at         timestamptz NOT NULL,
    created_at         timestamptz NOT NULL DEFAULT now(),
    -- no foreign key: the record outlives the person
    created_by         uuid NOT NULL,
    revoked_at         timestamptz,
    last_used_at       timestamptz,
    -- calls within the present minute
    window_started_at  timestamptz,
    window_calls       integer NOT NULL DEFAULT 0,
    CHECK (first_month <= last_month)
);
CREATE INDEX machine_tokens_of_tenant ON machine_tokens (tenant_id, created_at DESC);
