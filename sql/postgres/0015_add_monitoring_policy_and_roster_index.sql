-- The monitoring policy of a tenant; the version of its security settings; when personal values of the audit are erased.
-- Cost: constant defaults and one index over deleted people (few). Rollback: drop the table, the columns and the index.
CREATE TABLE monitoring_policies (
    tenant_id  uuid PRIMARY KEY REFERENCES tenants,
    version    integer NOT NULL DEFAULT 1,
    -- {"purpose", "responsible", "rules", "checks", "retention"}
    policy     jsonb NOT NULL,
    saved_at   timestamptz NOT NULL DEFAULT now(),
    -- no foreign key: the policy outlives the person
    saved_by   uuid NOT NULL
);

-- rises with each change: the slower of two administrators is refused
ALTER TABLE tenant_security ADD COLUMN version integer NOT NULL DEFAULT 1;

-- 完全削除: when the values about the person were erased, here, in the history of the roster and beside the audit (null: not yet)
ALTER TABLE people ADD COLUMN erased_at timestamptz;
CREATE INDEX people_to_erase ON people (tenant_id) WHERE status = 'deleted' AND erased_at IS NULL;
