import type { WorkImportFileKind } from '../contract/work-import.ts';
import type { HalfDay, Operation, TaskKind, WorkStyle } from '../contract/work-rules.ts';
import type { UnixMinute, WorkDate } from '../time/types.ts';
import type { DayRules } from '../time/work-date.ts';

/** One record of a file: the number of its first line, from 1 with comments and header, and what its cells mean. */
export interface ImportRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Somebody whose past may be imported: everyone of the roster but those deleted, those who may not log in too. */
export interface ImportPerson {
  readonly personId: string;
  readonly loginId: string;
  readonly employeeNumber: string;
  readonly name: string;
  /** Null: never had a group, so there is no work date to put anything into. */
  readonly rules: DayRules | null;
}

/** A press as an import writes it. What only the day's first start says stands on that one, as the portal's own button writes it. */
export interface ImportedOperation {
  readonly kind: Operation['kind'];
  readonly atMinute: UnixMinute;
  readonly isHolidayWork: boolean;
  readonly workStyle: WorkStyle;
  readonly scheduledMinutes: number | null;
  readonly halfDay: HalfDay | null;
}

export interface ImportedTask {
  readonly kind: TaskKind;
  readonly workStyle: WorkStyle;
  readonly title: string;
  readonly detail: string;
  readonly isAllDay: boolean;
  readonly startMinute: UnixMinute;
  readonly endMinute: UnixMinute;
  readonly report: string;
  readonly progress: number;
}

interface DayOf<Kind extends WorkImportFileKind, Entry> {
  readonly kind: Kind;
  /** Of its first row. */
  readonly line: number;
  readonly personId: string;
  readonly workDate: WorkDate;
  readonly content: readonly Entry[];
  /** The content for people: `9:00-18:00`. */
  readonly entries: readonly string[];
}
export type ImportedWorkDay = DayOf<'work', ImportedOperation>;
export type ImportedTaskDay = DayOf<'tasks', ImportedTask>;
/** Everything that a file says of one person and work date. */
export type ImportedDay = ImportedWorkDay | ImportedTaskDay;

/** One file read: days only where nothing is wrong with any row of theirs. */
export interface ReadFile<Day extends ImportedDay> {
  readonly days: readonly Day[];
  readonly problems: readonly ImportProblem[];
  /** Records without header, comments and empty ones. */
  readonly rows: number;
}

/** One thing wrong, or doubtful, in a file. `text` is the whole sentence in Japanese. */
export interface ImportProblem {
  readonly severity: 'error' | 'warning';
  readonly line: number | null;
  readonly column: string | null;
  readonly cell: string | null;
  readonly text: string;
}
