-- Up to which UTC day (exclusive) the raw input minutes of a tenant have been removed for their age. Written before the removal. Days before it are
-- compared with the bitmaps of person_minutes_v1, which stay, instead of with raw minutes that are gone (docs/adr/0009-retention.md).
-- Cost: none, new table. Safe to repeat: CREATE IF NOT EXISTS.
CREATE TABLE IF NOT EXISTS removed_minutes_v1
(
    tenant_id      LowCardinality(String),
    removed_before Date,
    recorded_at    DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplacingMergeTree
ORDER BY (tenant_id, removed_before)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
