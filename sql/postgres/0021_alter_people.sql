-- 完全削除 with the choice to erase what was recorded and computed of the person too (G:1784); the default keeps it.
-- Cost: none, a column with a constant default and a nullable one. Rollback: drop them; nobody's data is erased any more.
ALTER TABLE people
    ADD COLUMN erases_data    boolean NOT NULL DEFAULT false,
    -- when the last row of the person in the other store was gone
    ADD COLUMN data_erased_at timestamptz;
