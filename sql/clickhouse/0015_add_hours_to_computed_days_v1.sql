-- Worked minutes and minutes with PC input by hour of the wall clock, hour 0 first: the heat map of the dashboard (domain/src/worktime/minutes-by-hour.ts).
-- Cost: defaults, nothing is rewritten; rows of older rules are computed again at the start.
ALTER TABLE computed_days_v1
    ADD COLUMN IF NOT EXISTS worked_by_hour    Array(UInt8),
    ADD COLUMN IF NOT EXISTS pc_active_by_hour Array(UInt8)
