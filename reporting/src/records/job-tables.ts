import type { Generated } from 'kysely';
import type {
  ExportEncoding,
  ExportFailure,
  ExportKind,
  ExportRange,
  ExportScope,
  ExportState,
} from '#domain/contract/export-jobs.ts';
import type { RetentionKind } from '#domain/contract/retention.ts';
import type { WorkImportFileKind } from '#domain/contract/work-import.ts';
import type { WorkDate } from '#domain/time/types.ts';

/** Row types: the import of past work, データ出力 and データの保存期間. */
export interface JobTables {
  work_imports: {
    tenant_id: string;
    import_id: string;
    imported_at: Generated<Date>;
    imported_by: string;
    work_rows: number;
    task_rows: number;
    undone_at: Date | null;
    undone_by: string | null;
    removed_days: number | null;
    kept_days: number | null;
  };
  work_import_days: {
    tenant_id: string;
    import_id: string;
    kind: WorkImportFileKind;
    person_id: string;
    work_date: WorkDate;
    entries: number;
    former: unknown;
  };
  work_import_drafts: {
    tenant_id: string;
    draft_id: string;
    person_id: string;
    created_at: Generated<Date>;
    expires_at: Date;
  };
  work_import_draft_files: {
    tenant_id: string;
    draft_id: string;
    kind: WorkImportFileKind;
    file_name: string;
    content: Buffer;
  };
  export_jobs: {
    tenant_id: string;
    job_id: string;
    kind: ExportKind;
    range: ExportRange;
    scope: ExportScope;
    encoding: ExportEncoding;
    guards_formulas: boolean;
    state: Generated<ExportState>;
    done_units: Generated<number>;
    total_units: Generated<number>;
    started_by: string;
    created_at: Generated<Date>;
    attempted_at: Date | null;
    attempts: Generated<number>;
    lease_id: string | null;
    lease_until: Date | null;
    ended_at: Date | null;
    file_name: string | null;
    bytes: number | null;
    rows: number | null;
    replaced: number | null;
    is_file_gone: Generated<boolean>;
    failure: ExportFailure | null;
  };
  retention_settings: {
    tenant_id: string;
    version: Generated<number>;
    settings: unknown;
    saved_at: Generated<Date>;
    saved_by: string;
  };
  work_kept_from: {
    tenant_id: string;
    kept_from: WorkDate;
    moved_at: Generated<Date>;
  };
  retention_runs: {
    tenant_id: string;
    run_id: string;
    kind: RetentionKind;
    run_date: string;
    removed_before: string;
    rows: number;
    started_at: Generated<Date>;
    ended_at: Date | null;
  };
}
