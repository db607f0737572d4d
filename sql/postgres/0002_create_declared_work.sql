-- Declared work: what people pressed. Postgres is its home; each change is carried to the processor whole through the outbox.
CREATE TABLE work_days (
    tenant_id  uuid NOT NULL,
    person_id  uuid NOT NULL,
    work_date  date NOT NULL,
    -- rises with each change; the row lock serialises two presses at once
    version    bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, person_id, work_date),
    FOREIGN KEY (tenant_id, person_id) REFERENCES people (tenant_id, person_id)
);

CREATE TABLE operations (
    tenant_id          uuid NOT NULL,
    operation_id       uuid NOT NULL,
    person_id          uuid NOT NULL,
    work_date          date NOT NULL,
    -- order of pressing within the day
    position           integer NOT NULL,
    kind               text NOT NULL CHECK (kind IN ('start', 'break', 'resume', 'end')),
    -- taken at its minute, once, when stored
    operated_at        timestamptz NOT NULL,
    is_holiday_work    boolean NOT NULL DEFAULT false,
    work_style         text NOT NULL DEFAULT 'regular' CHECK (work_style IN ('regular', 'offsite', 'remote')),
    scheduled_minutes  integer CHECK (scheduled_minutes BETWEEN 0 AND 1440),
    request_state      text NOT NULL DEFAULT 'none' CHECK (request_state IN ('none', 'submitted', 'approved', 'returned', 'withdrawn')),
    recorded_at        timestamptz NOT NULL DEFAULT now(),
    -- operation_id comes from the client: a repeated press is answered with the first one's result
    PRIMARY KEY (tenant_id, operation_id),
    UNIQUE (tenant_id, person_id, work_date, position),
    FOREIGN KEY (tenant_id, person_id, work_date) REFERENCES work_days (tenant_id, person_id, work_date)
);
