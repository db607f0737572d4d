-- Sessions hold only the hash of the token. Devices and one-off enrolment codes (hashed) belong to one person.
CREATE TABLE sessions (
    token_hash    bytea PRIMARY KEY,
    tenant_id     uuid NOT NULL,
    person_id     uuid NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    last_seen_at  timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id)
);
CREATE INDEX sessions_by_person ON sessions (tenant_id, person_id);

CREATE TABLE login_failures (
    tenant_id     uuid NOT NULL,
    person_id     uuid NOT NULL,
    failed_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX login_failures_by_person ON login_failures (tenant_id, person_id, failed_at);

CREATE TABLE devices (
    tenant_id    uuid NOT NULL,
    device_id    uuid NOT NULL,
    person_id    uuid NOT NULL,
    name         text NOT NULL,
    public_key   text NOT NULL,
    enrolled_at  timestamptz NOT NULL DEFAULT now(),
    revoked_at   timestamptz,
    PRIMARY KEY (tenant_id, device_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id)
);

CREATE TABLE enrolment_codes (
    code_hash   bytea PRIMARY KEY,
    tenant_id   uuid NOT NULL,
    person_id   uuid NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz,
    device_id   uuid,
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id)
);
