-- What the portal needs beside its tables. Cost: none on empty tables. Rollback: drop the two triggers, their functions and the column.

-- A waiting relay wakes at the commit of a fact instead of at its next poll.
CREATE FUNCTION notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('outbox', '');
    RETURN NULL;
END
$$;
CREATE TRIGGER outbox_notify AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION notify_outbox();

-- The audit is only ever added to, also by a mistake in our own code.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_entries is only ever added to';
END
$$;
CREATE TRIGGER audit_entries_add_only BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

-- Revoked here first, then told to the broker: what is revoked and not yet told is found by the sweep.
ALTER TABLE devices ADD COLUMN revocation_published_at timestamptz;
CREATE INDEX devices_revocation_waiting ON devices (device_id) WHERE revoked_at IS NOT NULL AND revocation_published_at IS NULL;
CREATE INDEX devices_by_person ON devices (tenant_id, person_id);
