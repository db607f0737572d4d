-- What was done to the installation as a whole: backups, restores, reconciliations. No tenant: a run is of all of them, and holds counts and times only.
-- Cost: none, new table. Safe to repeat: CREATE IF NOT EXISTS.
CREATE TABLE IF NOT EXISTS operation_runs_v1
(
    kind        LowCardinality(String),
    started_at  DateTime64(3, 'UTC'),
    finished_at DateTime64(3, 'UTC'),
    -- JSON with numbers and instants of the run
    figures     String
)
ENGINE = ReplacingMergeTree
ORDER BY (kind, started_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
