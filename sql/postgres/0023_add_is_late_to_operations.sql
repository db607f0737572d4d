-- A press made without a connection is taken at the minute of the press; `recorded_at` says when it came in.
-- Cost: none, a column with a constant default. Rollback: drop it; late presses look like others.
ALTER TABLE operations ADD COLUMN is_late boolean NOT NULL DEFAULT false;
