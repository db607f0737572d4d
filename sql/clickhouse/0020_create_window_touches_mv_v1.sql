-- Feeds window_touches_v1. The latest moment of several holds: a repeat says that its windows have to be summed once more, which changes nothing.
CREATE MATERIALIZED VIEW IF NOT EXISTS window_touches_mv_v1 TO window_touches_v1 AS
SELECT tenant_id, person_id, toDate(minute + INTERVAL 4 HOUR) AS touch_day, max(now64(3, 'UTC')) AS touched_at
FROM raw_window_slices_v1
GROUP BY tenant_id, person_id, touch_day
