-- First start and last end as minutes since 1970: readings cannot be turned back on the night on which a clock is put back.
-- Cost: defaults, nothing is rewritten; rows of older rules are computed again at the start. Empty where the day has none, or is still open.
ALTER TABLE computed_days_v1
    ADD COLUMN IF NOT EXISTS started_minute Nullable(Int32),
    ADD COLUMN IF NOT EXISTS ended_minute   Nullable(Int32)
