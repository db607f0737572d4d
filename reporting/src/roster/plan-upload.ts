import { ROSTER_FILE_KINDS, MAX_ROSTER_FILE_ROWS } from '#domain/contract/roster.ts';
import type { RosterFileKind, RosterProblemView } from '#domain/contract/roster.ts';
import { planRoster } from '#domain/roster/plan-roster.ts';
import { problemText } from '#domain/roster/problem-text.ts';
import { readStamp } from '#domain/roster/stamp.ts';
import type { RosterChange, RosterFile, RosterProblem } from '#domain/roster/types.ts';
import { fromCell, toCell } from '../csv/cell-texts.ts';
import { decodeFile } from '../csv/decode.ts';
import type { FileProblem } from '../csv/decode.ts';
import { MAX_FIELD_BYTES, readCsv } from '../csv/read-csv.ts';
import type { PresentRoster } from './read-state.ts';

export interface UploadedFile {
  readonly kind: RosterFileKind;
  readonly content: Uint8Array;
}

/** Everything that a dry run depends on. Plain values: it goes to a worker and comes back. */
export interface UploadInput {
  readonly files: readonly UploadedFile[];
  readonly roster: PresentRoster;
  readonly actorLoginId: string | null;
}

export interface UploadPlan {
  readonly problems: readonly RosterProblemView[];
  /** Empty where a file could not be read at all. */
  readonly changes: readonly RosterChange[];
  readonly stamps: readonly { readonly kind: RosterFileKind; readonly version: number }[];
  readonly licencesUsed: number;
  readonly licencesUsedAfter: number;
}

/** Bytes of the files → text → records → what they would do. Nothing is written; the roster is only read. */
export function planUpload(input: UploadInput): UploadPlan {
  const { roster } = input;
  const licencesUsed = countLicences(roster.state.users.values());
  const read = input.files
    .toSorted((a, b) => ROSTER_FILE_KINDS.indexOf(a.kind) - ROSTER_FILE_KINDS.indexOf(b.kind))
    .map((file) => ({ kind: file.kind, result: readFile(file) }));
  const refused = read.flatMap(({ kind, result }) => ('problems' in result ? viewOfFile(kind, result.problems) : []));
  const files = read.flatMap(({ result }) => ('problems' in result ? [] : [result]));
  const stamps = files.flatMap((file) => {
    const stamp = readStamp(file);
    return stamp === null ? [] : [{ kind: file.kind, version: stamp.rosterVersion }];
  });
  if (refused.length > 0) {
    return { problems: refused, changes: [], stamps, licencesUsed, licencesUsedAfter: licencesUsed };
  }
  const plan = planRoster(roster.state, files, {
    cells: { toCell, fromCell },
    actorLoginId: input.actorLoginId,
    licenceCount: roster.licenceCount,
    hasDashboard: roster.hasDashboard,
  });
  return {
    problems: plan.problems.map(viewOf),
    changes: plan.changes,
    stamps,
    licencesUsed,
    licencesUsedAfter: countLicences(plan.after.users.values()),
  };
}

const countLicences = (users: Iterable<{ readonly status: string }>): number =>
  [...users].filter((user) => user.status === 'active').length;

function readFile(file: UploadedFile): RosterFile | { readonly problems: readonly FileProblem[] } {
  const text = decodeFile(file.content);
  if (typeof text !== 'string') return { problems: text };
  const rows = readCsv(text, { maxRows: MAX_ROSTER_FILE_ROWS, maxFieldBytes: MAX_FIELD_BYTES });
  return Array.isArray(rows) ? { kind: file.kind, rows } : { problems: [rows as FileProblem] };
}

const viewOfFile = (kind: RosterFileKind, problems: readonly FileProblem[]): RosterProblemView[] =>
  problems.map(({ line, column, code, text }) => ({
    severity: 'error',
    kind,
    line,
    column: column === null ? null : `${column}文字目`,
    cell: null,
    code,
    text,
  }));

export const viewOf = (problem: RosterProblem): RosterProblemView => ({
  severity: problem.severity,
  kind: problem.kind,
  line: problem.line,
  column: problem.columnName,
  cell: problem.cell,
  code: problem.code,
  text: problemText(problem),
});
