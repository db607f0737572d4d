-- Computed days: one row for each person and work date, absolute values, the highest version holds. Every screen and file reads this table.
-- `day` is the ComputedDay of domain/src/contract/computed-day.ts as JSON; the columns beside it are copies to filter, sort and sum by.
CREATE TABLE IF NOT EXISTS computed_days_v1
(
    -- identity
    tenant_id             LowCardinality(String),
    person_id             String,
    work_date             Date,
    -- revision
    version               UInt64,
    rules_version         UInt16,
    work_version          UInt64,
    roster_version        UInt64,
    as_of                 DateTime('UTC'),
    computed_at           DateTime64(3, 'UTC'),
    -- where the day stands
    day_state             LowCardinality(String),
    is_confirmed          UInt8,
    is_provisional        UInt8,
    has_declaration       UInt8,
    has_pc_data           UInt8,
    -- true while the day still moves with the clock: the tick recomputes it
    needs_tick            UInt8,
    group_id              String,
    -- amounts, whole minutes
    scheduled_minutes     UInt16,
    worked_minutes        UInt16,
    break_minutes         UInt16,
    overtime_minutes      UInt16,
    unrequested_minutes   UInt16,
    holiday_work_minutes  UInt16,
    late_night_minutes    UInt16,
    pc_active_minutes     UInt16,
    -- the whole day
    day                   String CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(work_date)
ORDER BY (tenant_id, person_id, work_date)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
