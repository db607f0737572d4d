-- What changed of a day that was over, and why: a late PC, a correction, another roster, other rules. The person sees it; nothing moves silently.
-- Identity: (tenant, person, work date, version of the row that replaced the other). Written before that row, so that none is missing; a repeat replaces itself.
CREATE TABLE IF NOT EXISTS day_changes_v1
(
    -- identity
    tenant_id             LowCardinality(String),
    person_id             String,
    work_date             Date,
    version               UInt64,
    changed_at            DateTime64(3, 'UTC'),
    -- which inputs moved: pcData, declaration, roster, rules
    reasons               Array(LowCardinality(String)),
    -- revisions of the inputs
    before_work_version   UInt64,
    before_roster_version UInt64,
    before_rules_version  UInt16,
    after_work_version    UInt64,
    after_roster_version  UInt64,
    after_rules_version   UInt16,
    -- the figures of DayChange in domain/src/contract/months.ts as JSON
    before                String CODEC(ZSTD(1)),
    after                 String CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(changed_at)
PARTITION BY toYYYYMM(work_date)
ORDER BY (tenant_id, person_id, work_date, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
