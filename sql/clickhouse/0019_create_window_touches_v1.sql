-- When windows of a person last came in, by a day from 20:00 to 20:00 UTC (a work date of most of Japan): what has to be summed again.
-- Cost: none, new table. Safe to repeat: CREATE IF NOT EXISTS.
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
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
