-- Which store this is. Collectors keep batches until this store holds them; a new or restored store has another id, and they send again.
-- Cost: none. Safe to repeat: CREATE IF NOT EXISTS; the one row is inserted by the runner when the table is empty.
CREATE TABLE IF NOT EXISTS store_identity_v1
(
    store_id   String,
    created_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = MergeTree
ORDER BY created_at
