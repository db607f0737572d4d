-- Copies of figures that lists, caps and dashboards filter, sort and sum by. Cost: defaults, nothing is rewritten; rows of older rules are computed again
-- at the start. Clocks are empty where the day has none.
ALTER TABLE computed_days_v1
    ADD COLUMN IF NOT EXISTS is_holiday_work    UInt8,
    ADD COLUMN IF NOT EXISTS work_style         LowCardinality(String) DEFAULT 'regular',
    ADD COLUMN IF NOT EXISTS declaration_source LowCardinality(String) DEFAULT 'none',
    ADD COLUMN IF NOT EXISTS is_approved        UInt8,
    ADD COLUMN IF NOT EXISTS has_difference     UInt8,
    ADD COLUMN IF NOT EXISTS task_minutes       UInt16,
    ADD COLUMN IF NOT EXISTS meeting_minutes    UInt16,
    ADD COLUMN IF NOT EXISTS offsite_minutes    UInt16,
    ADD COLUMN IF NOT EXISTS deviation_minutes  UInt16,
    ADD COLUMN IF NOT EXISTS pc_in_break_minutes UInt16,
    ADD COLUMN IF NOT EXISTS pc_span_minutes    UInt16,
    ADD COLUMN IF NOT EXISTS clock_in_clock     Nullable(UInt16),
    ADD COLUMN IF NOT EXISTS clock_out_clock    Nullable(UInt16),
    ADD COLUMN IF NOT EXISTS first_active_clock Nullable(UInt16),
    ADD COLUMN IF NOT EXISTS last_active_clock  Nullable(UInt16)
