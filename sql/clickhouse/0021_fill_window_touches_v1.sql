-- Windows that are there already: all of them have to be summed. Cost: one pass over three columns of raw_window_slices_v1. Safe to repeat: the latest
-- moment holds.
INSERT INTO window_touches_v1 (tenant_id, person_id, touch_day, touched_at)
SELECT tenant_id, person_id, toDate(minute + INTERVAL 4 HOUR) AS touch_day, max(now64(3, 'UTC'))
FROM raw_window_slices_v1
GROUP BY tenant_id, person_id, touch_day
