-- How a person wants to see the portal: language (null: never chosen, the browser's choice holds) and light or dark (`auto`: as the system).
-- Cost: none, a nullable column and one with a constant default. Rollback: drop them; choices belong to the browser again.
ALTER TABLE people
    ADD COLUMN language text CHECK (language IN ('ja', 'en')),
    ADD COLUMN theme    text NOT NULL DEFAULT 'auto' CHECK (theme IN ('auto', 'light', 'dark'));
