-- Seconds in front by application and page for each person and work date: what shares of thousands of people are summed from, because their windows come
-- minute by minute. Made of raw_window_slices_v1 by the portal (reporting/src/window-use/roll-up-use.ts), absolute values, the highest version holds;
-- it goes with the raw windows: by retention, by 完全削除. `version` is the engine's clock (ms) before the windows were read.
-- Cost: one pass over raw_window_slices_v1 (a day's windows of 10,000 people: seconds). Safe to repeat: IF NOT EXISTS; the touches of a repeat say that
-- everything has to be summed once more.
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
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
-- When windows of a person last came in, by a day from 20:00 to 20:00 UTC (a work date of most of Japan): what has to be summed again.
CREATE TABLE IF NOT EXISTS window_touches_v1
(
    tenant_id  LowCardinality(String),
    person_id  String,
    touch_day  Date,
    touched_at SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
)
ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(touch_day)
ORDER BY (tenant_id, person_id, touch_day)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
CREATE MATERIALIZED VIEW IF NOT EXISTS window_touches_mv_v1 TO window_touches_v1 AS
SELECT tenant_id, person_id, toDate(minute + INTERVAL 4 HOUR) AS touch_day, max(now64(3, 'UTC')) AS touched_at
FROM raw_window_slices_v1
GROUP BY tenant_id, person_id, touch_day;
INSERT INTO window_touches_v1 (tenant_id, person_id, touch_day, touched_at)
SELECT tenant_id, person_id, toDate(minute + INTERVAL 4 HOUR) AS touch_day, max(now64(3, 'UTC'))
FROM raw_window_slices_v1
GROUP BY tenant_id, person_id, touch_day
