import { MAX_WORK_IMPORT_ROWS } from '#domain/contract/work-import.ts';
import type { WorkImportFileKind, WorkImportProblem } from '#domain/contract/work-import.ts';
import type { UnixMinute } from '#domain/time/types.ts';
import { readTaskDays } from '#domain/work-import/read-task-days.ts';
import { createDirectory } from '#domain/work-import/read-who-and-when.ts';
import { readWorkDays } from '#domain/work-import/read-work-days.ts';
import type { ImportedTaskDay, ImportedWorkDay, ImportPerson, ImportRow } from '#domain/work-import/types.ts';
import { fromCell } from '../csv/cell-texts.ts';
import { decodeFile } from '../csv/decode.ts';
import type { FileProblem } from '../csv/decode.ts';
import { MAX_FIELD_BYTES, readCsv } from '../csv/read-csv.ts';

/** Everything that reading depends on. Plain values: it goes to a worker and comes back. */
export interface ReadInput {
  readonly files: readonly { readonly kind: WorkImportFileKind; readonly content: Uint8Array }[];
  readonly people: readonly ImportPerson[];
  readonly nowMinute: UnixMinute;
}

export interface ReadFiles {
  readonly work: readonly ImportedWorkDay[];
  readonly tasks: readonly ImportedTaskDay[];
  readonly problems: readonly WorkImportProblem[];
  /** Records of each file without header and comments. */
  readonly rows: Readonly<Record<WorkImportFileKind, number>>;
}

/** Bytes of the files → text → records → days. What stands in the database is another matter (dry-run.ts). */
export function readFiles({ files, people, nowMinute }: ReadInput): ReadFiles {
  const directory = createDirectory(people);
  const rowsOf = (kind: WorkImportFileKind) => {
    const file = files.find((each) => each.kind === kind);
    return file === undefined ? [] : readRows(file.content);
  };
  const [workRows, taskRows] = [rowsOf('work'), rowsOf('tasks')];
  const nothing = { days: [], problems: [], rows: 0 };
  const work = isFaulty(workRows) || workRows.length === 0 ? nothing : readWorkDays(workRows, directory, nowMinute);
  const tasks = isFaulty(taskRows) || taskRows.length === 0 ? nothing : readTaskDays(taskRows, directory, nowMinute);
  return {
    work: work.days,
    tasks: tasks.days,
    problems: [
      ...(isFaulty(workRows) ? viewOfFile('work', workRows.problems) : []),
      ...work.problems.map((problem) => ({ ...problem, kind: 'work' as const })),
      ...(isFaulty(taskRows) ? viewOfFile('tasks', taskRows.problems) : []),
      ...tasks.problems.map((problem) => ({ ...problem, kind: 'tasks' as const })),
    ],
    rows: { work: work.rows, tasks: tasks.rows },
  };
}

type FaultyFile = { readonly problems: readonly FileProblem[] };
const isFaulty = (rows: readonly ImportRow[] | FaultyFile): rows is FaultyFile => 'problems' in rows;

function readRows(content: Uint8Array): readonly ImportRow[] | FaultyFile {
  const text = decodeFile(content);
  if (typeof text !== 'string') return { problems: text };
  const rows = readCsv(text, { maxRows: MAX_WORK_IMPORT_ROWS, maxFieldBytes: MAX_FIELD_BYTES });
  if (!Array.isArray(rows)) return { problems: [rows] };
  return rows.map(({ line, cells }) => ({ line, cells: cells.map(fromCell) }));
}

const viewOfFile = (kind: WorkImportFileKind, problems: readonly FileProblem[]): WorkImportProblem[] =>
  problems.map(({ line, column, text }) => ({
    severity: 'error',
    kind,
    line,
    column: column === null ? null : `${column}文字目`,
    cell: null,
    text,
  }));
