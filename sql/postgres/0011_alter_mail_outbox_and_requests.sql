-- Mails of requests, decisions and auto-ended days beside those with a one-time password; what was decided lately.
-- Cost: a check of the mails there are. Rollback: drop the index; the former check, once no row has a new kind.
ALTER TABLE mail_outbox DROP CONSTRAINT mail_outbox_kind_check;
ALTER TABLE mail_outbox ADD CONSTRAINT mail_outbox_kind_check
    CHECK (kind IN ('serviceStart', 'reissue', 'passwordReset', 'requestWaiting', 'requestDecided', 'autoEnded'));

CREATE INDEX requests_decided ON requests (tenant_id, decided_at) WHERE decided_by IS NOT NULL;
