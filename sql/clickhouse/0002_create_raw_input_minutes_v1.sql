-- Raw input minutes: what arrived, each with an identity that makes a repeat harmless.
-- Identity: (tenant, person, device, minute, part). `minute` is the corrected instant; the PC's own reading is minute - offset_minutes.
-- The partition is a function of the key, so FINAL never sees two versions of one key.
CREATE TABLE IF NOT EXISTS raw_input_minutes_v1
(
    -- identity
    tenant_id      LowCardinality(String),
    person_id      String,
    minute         DateTime('UTC'),
    device_id      String,
    part           UInt8,
    -- the nine counts (guide table 5-13)
    letters        UInt32,
    digits         UInt32,
    numpad         UInt32,
    symbols        UInt32,
    others         UInt32,
    left_clicks    UInt32,
    right_clicks   UInt32,
    wheel          UInt32,
    moves          UInt32,
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
ORDER BY (tenant_id, person_id, minute, device_id, part)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
