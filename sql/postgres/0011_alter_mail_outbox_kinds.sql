-- Mails of requests, decisions and auto-ended days beside those with a one-time password.
-- Cost: a check of the rows there are. Rollback: the former check, once no row has a new kind.
ALTER TABLE mail_outbox DROP CONSTRAINT mail_outbox_kind_check;
ALTER TABLE mail_outbox ADD CONSTRAINT mail_outbox_kind_check
    CHECK (kind IN ('serviceStart', 'reissue', 'passwordReset', 'requestWaiting', 'requestDecided', 'autoEnded'));
