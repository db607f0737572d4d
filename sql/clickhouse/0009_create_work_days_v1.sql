-- The declared work of each person and work date, carried whole by the work fact; the highest version holds.
CREATE TABLE IF NOT EXISTS work_days_v1
(
    tenant_id   LowCardinality(String),
    person_id   String,
    work_date   Date,
    version     UInt64,
    declared    String CODEC(ZSTD(1)),
    received_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(work_date)
ORDER BY (tenant_id, person_id, work_date)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
