-- Raw presence changes. Identity: (tenant, person, device, instant).
CREATE TABLE IF NOT EXISTS raw_presence_changes_v1
(
    tenant_id      LowCardinality(String),
    person_id      String,
    changed_at     DateTime64(3, 'UTC'),
    device_id      String,
    activity       LowCardinality(String),
    offset_minutes Int32,
    spool_id       String CODEC(ZSTD(1)),
    boot_id        String CODEC(ZSTD(1)),
    seq            UInt64,
    received_at    DateTime64(3, 'UTC'),
    extra          String DEFAULT ''
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(changed_at)
ORDER BY (tenant_id, person_id, changed_at, device_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
