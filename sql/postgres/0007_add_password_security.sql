-- Sign-in and password security. Cost: people and sessions get columns with constant or volatile-but-cheap defaults (seconds at 100,000 people).
-- Rollback: drop the four tables and the added columns; everyone signs in as before.

-- A tenant without a row has the guide's profile (domain/src/contract/security.ts, which also checks the value).
CREATE TABLE tenant_security (
    tenant_id  uuid PRIMARY KEY REFERENCES tenants ON DELETE CASCADE,
    settings   jsonb NOT NULL
);

-- The validity of passwords that are there already begins now: nobody is met by an expired one on the day of the upgrade.
ALTER TABLE people
    ADD COLUMN password_set_at  timestamptz NOT NULL DEFAULT now(),
    -- beside password_hash, not instead of it: somebody else's request for a reset must not take away a password that works
    ADD COLUMN one_time_hash    text,
    ADD COLUMN one_time_until   timestamptz,
    ADD COLUMN one_time_used_at timestamptz,
    ADD CHECK ((one_time_hash IS NULL) = (one_time_until IS NULL)),
    ADD CHECK (one_time_hash IS NOT NULL OR one_time_used_at IS NULL);

-- Former passwords of a person, the present one not among them.
CREATE TABLE former_passwords (
    tenant_id      uuid NOT NULL,
    person_id      uuid NOT NULL,
    password_hash  text NOT NULL,
    replaced_at    timestamptz NOT NULL,
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id) ON DELETE CASCADE
);
CREATE INDEX former_passwords_by_person ON former_passwords (tenant_id, person_id, replaced_at);

-- Device cookies (OWASP): a browser in which this person has signed in before has a counter of failures of its own.
CREATE TABLE known_browsers (
    token_hash         bytea NOT NULL,
    tenant_id          uuid NOT NULL,
    person_id          uuid NOT NULL,
    browser_id         uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    last_signed_in_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (token_hash, tenant_id, person_id),
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id) ON DELETE CASCADE
);
CREATE INDEX known_browsers_by_age ON known_browsers (last_signed_in_at);
CREATE INDEX known_browsers_by_person ON known_browsers (tenant_id, person_id, last_signed_in_at);

-- Null: the counter that all unknown browsers share.
ALTER TABLE login_failures ADD COLUMN browser_id uuid REFERENCES known_browsers (browser_id) ON DELETE CASCADE;
CREATE INDEX login_failures_by_browser ON login_failures (browser_id) WHERE browser_id IS NOT NULL;

-- Requests that were answered with a mail: their number a day is bounded.
CREATE TABLE password_resets (
    tenant_id     uuid NOT NULL,
    person_id     uuid NOT NULL,
    requested_at  timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id) ON DELETE CASCADE
);
CREATE INDEX password_resets_by_person ON password_resets (tenant_id, person_id, requested_at);

ALTER TABLE sessions
    ADD COLUMN session_id           uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN client_name          text NOT NULL DEFAULT '',
    -- begun with a one-time password
    ADD COLUMN is_one_time          boolean NOT NULL DEFAULT false,
    -- the password of the sign-in no longer met the policy; only then is it readable
    ADD COLUMN is_outside_policy    boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX sessions_by_id ON sessions (session_id);
