-- The rules of each person, carried whole by the roster fact; the highest version holds.
CREATE TABLE IF NOT EXISTS roster_people_v1
(
    tenant_id   LowCardinality(String),
    person_id   String,
    version     UInt64,
    rules       String CODEC(ZSTD(1)),
    received_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (tenant_id, person_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
