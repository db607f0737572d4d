-- Raw window slices: seconds in front within one minute. Identity: (tenant, person, device, activation instant, minute).
CREATE TABLE IF NOT EXISTS raw_window_slices_v1
(
    -- identity
    tenant_id      LowCardinality(String),
    person_id      String,
    minute         DateTime('UTC'),
    device_id      String,
    activated_at   DateTime64(3, 'UTC'),
    -- what was in front
    process        LowCardinality(String),
    title          String CODEC(ZSTD(1)),
    url            String CODEC(ZSTD(1)),
    seconds        UInt8,
    -- how it came
    offset_minutes Int32,
    spool_id       String CODEC(ZSTD(1)),
    boot_id        String CODEC(ZSTD(1)),
    seq            UInt64,
    received_at    DateTime64(3, 'UTC'),
    extra          String DEFAULT ''
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(minute)
ORDER BY (tenant_id, person_id, minute, device_id, activated_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
