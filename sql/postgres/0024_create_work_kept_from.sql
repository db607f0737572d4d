-- From which work date on the record of work of a tenant is kept (domain/src/retention/work-kept-from.ts). Set before anything older is removed, never put
-- back: no row, nothing has been removed yet. Work of an older date is refused, whoever writes it, because nothing would be there to put it beside.
-- Cost: none, new table; a look at one row for each statement that writes work days. Rollback: drop the triggers, the function and the table.
CREATE TABLE work_kept_from (
    tenant_id  uuid PRIMARY KEY REFERENCES tenants,
    kept_from  date NOT NULL,
    moved_at   timestamptz NOT NULL DEFAULT now()
);

-- KL001 becomes `records_removed` in reporting/src/http/errors.ts.
CREATE FUNCTION refuse_removed_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM added a JOIN work_kept_from k USING (tenant_id) WHERE a.work_date < k.kept_from) THEN
        RAISE EXCEPTION 'the record of work of this date has been removed for its age' USING ERRCODE = 'KL001';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER work_days_refuse_removed_insert AFTER INSERT ON work_days REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_removed_days();
CREATE TRIGGER work_days_refuse_removed_update AFTER UPDATE ON work_days REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_removed_days();
