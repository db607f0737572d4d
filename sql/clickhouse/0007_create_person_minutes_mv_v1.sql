-- Feeds person_minutes_v1. Aggregates only what repeats harmlessly (bitmaps): never a sum or a count.
CREATE MATERIALIZED VIEW IF NOT EXISTS person_minutes_mv_v1 TO person_minutes_v1 AS
SELECT
    tenant_id,
    person_id,
    toDate(minute) AS utc_day,
    groupBitmapStateIf(
        toUInt32(intDiv(toUnixTimestamp(minute), 60)),
        letters + digits + numpad + symbols + others + left_clicks + right_clicks + wheel + moves > 0
    ) AS active,
    groupBitmapState(toUInt32(intDiv(toUnixTimestamp(minute), 60))) AS awake
FROM raw_input_minutes_v1
GROUP BY tenant_id, person_id, utc_day
