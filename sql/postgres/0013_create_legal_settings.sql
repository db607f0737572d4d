-- 労働時間の上限設定 of a tenant: LegalSettings of domain/src/contract/legal.ts, the company's own days off inside it. No row: the defaults of the law.
-- Cost: none. Rollback: drop the table.
CREATE TABLE legal_settings (
    tenant_id  uuid PRIMARY KEY REFERENCES tenants,
    -- rises with each change: the slower of two administrators is refused
    version    integer NOT NULL DEFAULT 1,
    settings   jsonb NOT NULL,
    saved_at   timestamptz NOT NULL DEFAULT now(),
    -- no foreign key: the settings outlive the person
    saved_by   uuid NOT NULL
);
