-- Minutes of a person and UTC day as bitmaps of unix minutes: a union is idempotent and merges devices, so a repeated insert changes nothing.
-- `active`: at least one physical input. `awake`: the agent closed the minute, with or without input.
CREATE TABLE IF NOT EXISTS person_minutes_v1
(
    tenant_id LowCardinality(String),
    person_id String,
    utc_day   Date,
    active    AggregateFunction(groupBitmap, UInt32),
    awake     AggregateFunction(groupBitmap, UInt32)
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(utc_day)
ORDER BY (tenant_id, person_id, utc_day)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
