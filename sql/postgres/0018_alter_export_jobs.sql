-- Why a job failed, so that the screen can say what to do. lease_id stays when a job is done: the file of an attempt bears the name of its lease, so an
-- attempt that comes late never touches the file of the one that took over.
-- Cost: none, a nullable column. Rollback: drop the column; files without a row are removed by the next job.
ALTER TABLE export_jobs ADD COLUMN failure text CHECK (failure IN ('disk_full', 'store_unavailable', 'given_up', 'internal'));
