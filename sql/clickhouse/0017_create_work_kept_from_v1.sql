-- From which work date on the record of work of a tenant is kept: told by the portal before it removes anything older. No day before it is computed or
-- compared again, so that nothing is made anew of inputs that are gone (docs/adr/0009-retention.md).
-- Cost: none, new table. Safe to repeat: CREATE IF NOT EXISTS.
CREATE TABLE IF NOT EXISTS work_kept_from_v1
(
    tenant_id   LowCardinality(String),
    kept_from   Date,
    recorded_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplacingMergeTree
ORDER BY (tenant_id, kept_from)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
