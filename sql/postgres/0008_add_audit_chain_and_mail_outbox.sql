-- The audit as a chain of hashes, and mails that wait to be sent.
-- Cost: existing audit rows are chained once, some 20 000 a second, under a lock of the table; on every later commit one lookup, one insert and
-- a lock of the tenant's chain for as long as the commit takes. Rollback: drop the tables, triggers and functions below and the column.

LOCK TABLE audit_entries IN EXCLUSIVE MODE;

-- Values about a person (a name or address before and after) lie beside the row and not in it: the row holds SHA-256(salt, values) only.
-- Erasing a person deletes their rows here; the chain stays valid, and without the salt nobody can try values against the commitment.
ALTER TABLE audit_entries ADD COLUMN personal_hash bytea;
CREATE TABLE audit_personal (
    audit_id   bigint PRIMARY KEY REFERENCES audit_entries,
    tenant_id  uuid NOT NULL,
    -- whom the values are about
    person_id  uuid,
    salt       bytea NOT NULL,
    personal   jsonb NOT NULL
);
CREATE INDEX audit_personal_by_person ON audit_personal (tenant_id, person_id);

-- Place and hash of each row. A table of its own, so that a row of the audit is never touched again.
CREATE TABLE audit_chain (
    tenant_id  uuid NOT NULL,
    seq        bigint NOT NULL,
    audit_id   bigint NOT NULL UNIQUE REFERENCES audit_entries,
    prev_hash  bytea NOT NULL,
    hash       bytea NOT NULL,
    PRIMARY KEY (tenant_id, seq)
);

-- Read by reporting/src/audit/chain.ts in the same form: SHA-256(hash before, JSON array of texts without blanks).
CREATE FUNCTION audit_entry_hash(prev bytea, seq bigint, entry audit_entries) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(prev || convert_to(array_to_json(ARRAY[
        seq::text,
        entry.tenant_id::text,
        (extract(epoch FROM entry.at) * 1000000)::bigint::text,
        entry.actor_id::text,
        entry.action,
        entry.subject_id::text,
        entry.detail::text,
        entry.request_id,
        encode(entry.personal_hash, 'hex')
    ])::text, 'UTF8'))
$$;

CREATE FUNCTION chain_audit_entry(entry audit_entries) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    last audit_chain;
BEGIN
    SELECT * INTO last FROM audit_chain WHERE tenant_id = entry.tenant_id ORDER BY seq DESC LIMIT 1;
    IF last.seq IS NULL THEN
        last.seq := 0;
        last.hash := decode(repeat('00', 32), 'hex');
    END IF;
    INSERT INTO audit_chain (tenant_id, seq, audit_id, prev_hash, hash)
    VALUES (entry.tenant_id, last.seq + 1, entry.audit_id, last.hash, audit_entry_hash(last.hash, last.seq + 1, entry));
END
$$;

-- At the commit and not at the insert: whoever writes audit rows early in a long transaction (a roster of 10 000) does not make the others wait.
-- The lock is held until the commit is done, so the next one reads this one's row.
CREATE FUNCTION chain_audit_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.tenant_id::text, 8));
    PERFORM chain_audit_entry(NEW);
    RETURN NULL;
END
$$;

DO $$
DECLARE
    entry audit_entries;
BEGIN
    FOR entry IN SELECT * FROM audit_entries ORDER BY audit_id LOOP
        PERFORM chain_audit_entry(entry);
    END LOOP;
END
$$;

CREATE CONSTRAINT TRIGGER audit_entries_chain AFTER INSERT ON audit_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION chain_audit_at_commit();

CREATE TRIGGER audit_entries_keep_all BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_chain_add_only BEFORE UPDATE OR DELETE ON audit_chain
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_chain_keep_all BEFORE TRUNCATE ON audit_chain
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Who looked at my data; what did this person do; every deed of one kind.
CREATE INDEX audit_entries_by_subject ON audit_entries (tenant_id, subject_id, audit_id) WHERE subject_id IS NOT NULL;
CREATE INDEX audit_entries_by_actor ON audit_entries (tenant_id, actor_id, audit_id) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_entries_by_action ON audit_entries (tenant_id, action, audit_id);

-- A mail is written in the transaction of what it tells. `sealed` (the one-time password, AES-256-GCM) is blanked when the mail has settled.
CREATE TABLE mail_outbox (
    mail_id     uuid PRIMARY KEY,
    tenant_id   uuid NOT NULL,
    person_id   uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('serviceStart', 'reissue', 'passwordReset')),
    sealed      bytea,
    state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'superseded', 'withheld')),
    -- why a mail was withheld, or the last failure; never an address or a body
    reason      text,
    attempts    integer NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL DEFAULT now(),
    next_at     timestamptz NOT NULL DEFAULT now(),
    settled_at  timestamptz,
    CHECK ((state = 'waiting') = (sealed IS NOT NULL))
);
CREATE INDEX mail_outbox_waiting ON mail_outbox (next_at) WHERE state = 'waiting';
CREATE INDEX mail_outbox_by_person ON mail_outbox (tenant_id, person_id) WHERE state = 'waiting';
