-- Seconds in front by application and page for each person and work date: what shares of thousands of people are summed from, because their windows come
-- minute by minute. Made of raw_window_slices_v1 by the portal (reporting/src/window-use/roll-up-use.ts), absolute values, the highest version holds.
-- It goes with the raw windows: by retention, by 完全削除. `version` is the engine's clock (ms) before the windows were read.
-- Cost: none, new table. Safe to repeat: CREATE IF NOT EXISTS.
CREATE TABLE IF NOT EXISTS day_use_v1
(
    -- identity
    tenant_id       LowCardinality(String),
    person_id       String,
    work_date       Date,
    version         UInt64,
    -- where the roster placed the date when it was summed: another place, and it is summed again
    group_id        LowCardinality(String),
    from_second     UInt32,
    to_second       UInt32,
    -- 0: nothing is left of the date
    windows         UInt32,
    processes       Array(LowCardinality(String)),
    process_seconds Array(UInt32),
    urls            Array(String) CODEC(ZSTD(1)),
    url_seconds     Array(UInt32)
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(work_date)
ORDER BY (tenant_id, person_id, work_date)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
