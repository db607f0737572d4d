-- Outbox: a fact is written in the transaction that changes it and leaves the row only after JetStream has acknowledged.
CREATE TABLE outbox (
    outbox_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id     uuid NOT NULL,
    subject       text NOT NULL,
    message_id    text NOT NULL,
    payload       jsonb NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    published_at  timestamptz
);
CREATE INDEX outbox_waiting ON outbox (outbox_id) WHERE published_at IS NULL;

-- Audit: who did what to whom, in the transaction of the deed. Rows are only ever added.
CREATE TABLE audit_entries (
    audit_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id   uuid NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    actor_id    uuid,
    action      text NOT NULL,
    subject_id  uuid,
    detail      jsonb NOT NULL DEFAULT '{}',
    request_id  text
);
CREATE INDEX audit_entries_by_tenant ON audit_entries (tenant_id, audit_id);
