-- Files of データ管理 read tasks and requests of the whole tenant date by date.
-- Cost: one scan of each table. Rollback: drop the indexes.
CREATE INDEX tasks_by_date ON tasks (tenant_id, work_date);
CREATE INDEX requests_by_date ON requests (tenant_id, work_date);
