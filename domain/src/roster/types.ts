/**
 * The roster as the rules of an upload see it: groups, people and work patterns, and what a file does to them. The vocabulary of actions,
 * statuses and modes is the contract's. Codes and ids are kept as people write them; the server's own UUIDs only travel along.
 */
import type { APPROVAL_MODES, REQUIREMENT_MODES } from '../contract/roster.ts';
import type { RosterAction, RosterFileKind, RosterStatus } from '../contract/roster.ts';
import type { BreakWindow } from '../contract/work-rules.ts';
import type { Clock, Minutes } from '../time/types.ts';
import type { RosterProblemCode } from './problem-text.ts';

export type ApprovalMode = (typeof APPROVAL_MODES)[number];
export type RequirementMode = (typeof REQUIREMENT_MODES)[number];

export interface RosterGroup {
  /** Null: made by this upload, the server has not given it an id yet. */
  readonly groupId: string | null;
  readonly code: string;
  readonly name: string;
  /** Login ids, in the order of the file, none twice. */
  readonly approvers: readonly string[];
  readonly seniorApprovers: readonly string[];
  readonly parentCode: string | null;
  readonly isRemoved: boolean;
}

export interface RosterUser {
  readonly personId: string | null;
  readonly loginId: string;
  readonly employeeNumber: string;
  readonly name: string;
  readonly kana: string;
  /** Of a removed person it may name a group that no longer exists. */
  readonly groupCode: string;
  readonly isAdministrator: boolean;
  readonly mayViewDashboard: boolean;
  readonly mail: string;
  readonly startApproval: ApprovalMode;
  readonly endApproval: ApprovalMode;
  readonly taskAtStart: RequirementMode;
  readonly reportAtEnd: RequirementMode;
  readonly breakNotice: boolean;
  readonly beforeEndNotice: boolean;
  readonly endNotice: boolean;
  readonly afterHoursNotice: boolean;
  readonly overtimeManagement: boolean;
  readonly patternCode: string | null;
  readonly status: RosterStatus;
}

export interface RosterPattern {
  readonly patternId: string | null;
  readonly code: string;
  readonly name: string;
  /** Placed on the work date's 48-hour clock, ascending. */
  readonly breaks: readonly BreakWindow[];
  readonly scheduledMinutes: Minutes;
  readonly morningMinutes: Minutes | null;
  readonly autoEndClock: Clock;
  readonly isRemoved: boolean;
}

/** By code or login id, as they are written. `admin`, the tenant's built-in account, is not among the users. */
export interface RosterState {
  readonly groups: ReadonlyMap<string, RosterGroup>;
  readonly users: ReadonlyMap<string, RosterUser>;
  readonly patterns: ReadonlyMap<string, RosterPattern>;
}

/** One record of a file: the number of its first line, counted from 1 with comments and header, and its cells as they stand there. */
export interface RosterRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file in records; the first that is no comment is the header. Comment records (`# …`) may be among them and are skipped. */
export interface RosterFile {
  readonly kind: RosterFileKind;
  readonly rows: readonly RosterRow[];
}

/** How a text stands in a cell. The character set and the formula guard belong to the reader and writer of files, so they are passed in. */
export interface CellTexts {
  /** What a download shows for the text: fits the file's characters (〓), guarded against running as a formula. */
  toCell(text: string): string;
  /** The text that a cell means: guard taken off, composed. */
  fromCell(cell: string): string;
}

export interface PlanOptions {
  readonly cells: CellTexts;
  /** Who uploads; null for the built-in `admin`. They may not remove or suspend themself. */
  readonly actorLoginId: string | null;
  /** Null: no limit is set. */
  readonly licenceCount: number | null;
  /** Whether the plan has the dashboard (Advanced). */
  readonly hasDashboard: boolean;
}

export interface RosterProblem {
  readonly kind: RosterFileKind;
  /** Null: of the file as a whole. */
  readonly line: number | null;
  /** From 1; null: of the row as a whole. */
  readonly column: number | null;
  /** As in the guide. */
  readonly columnName: string | null;
  readonly cell: string | null;
  readonly severity: 'error' | 'warning';
  readonly code: RosterProblemCode;
  /** What the text names besides the place. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** A cell that differs, by the guide's column name, as a download would show it. */
export interface FieldChange {
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

interface ChangeOf<Kind extends RosterFileKind, Entry> {
  readonly kind: Kind;
  readonly line: number;
  readonly action: RosterAction;
  /** User id, group id or pattern id. */
  readonly id: string;
  readonly name: string;
  /** Null: added. */
  readonly before: Entry | null;
  /** Null: deleted for good. */
  readonly after: Entry | null;
  /** Empty for what is added, deleted or reissued: there is nothing to compare. */
  readonly fields: readonly FieldChange[];
}
export type GroupChange = ChangeOf<'group', RosterGroup>;
export type UserChange = ChangeOf<'user', RosterUser>;
export type PatternChange = ChangeOf<'work_pattern', RosterPattern>;
/** What one row does. At most one for each id. */
export type RosterChange = GroupChange | UserChange | PatternChange;

export interface RosterPlan {
  /** By file, line and column. With an error among them nothing may be applied. */
  readonly problems: readonly RosterProblem[];
  /** By file (group, user, pattern) and line; what the sound rows do, also where others have errors. */
  readonly changes: readonly RosterChange[];
  readonly after: RosterState;
}
