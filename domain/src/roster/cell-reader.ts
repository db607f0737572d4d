import type { RosterFileKind } from '../contract/roster.ts';
import { MAX_PROBLEMS_PER_CELL, quoteCell, trimCell } from './cell-edges.ts';
import { ROSTER_COLUMNS } from './roster-columns.ts';
import type { RosterColumn } from './roster-columns.ts';
import type { CellTexts, RosterProblem, RosterRow } from './types.ts';

/** One row on its way to a value: cells by their column number (from 1, as the guide counts), and what is wrong with them. */
export interface CellReader {
  readonly kind: RosterFileKind;
  readonly line: number;
  readonly problems: readonly RosterProblem[];
  /** Trimmed, as it stands. */
  raw(column: number): string;
  /** A text of the people's own. `present`: what the roster holds; a cell that shows just that leaves it as it is. */
  text(column: number, present?: string): string;
  /** Ids separated by semicolons, none twice, empty ones left out. */
  list(column: number, present?: readonly string[]): string[];
  /** The index of the cell among the digits 0…; an empty optional cell is 0. */
  choice(column: number, choices: number): number;
  refuse(column: number | null, code: RosterProblem['code'], params?: RosterProblem['params']): void;
  warn(column: number, code: RosterProblem['code'], params: RosterProblem['params']): void;
  hasErrors(): boolean;
}

/** Controls, separators of lines, directions that turn a name round, private characters, halves of a pair: none is a name's. */
const NOT_TEXT = /[\p{Cc}\p{Co}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const LINE_BREAK = /[\r\n]/;
/** What people write between two ids in place of the semicolon; no id holds one of them. */
const NOT_IN_LIST = /[；、，,・／/\s]/u;
const LEADING_QUOTES = /^'*/;

export function createCellReader(kind: RosterFileKind, row: RosterRow, cells: CellTexts): CellReader {
  const problems: RosterProblem[] = [];
  const raw = (column: number): string => trimCell(row.cells[column - 1] ?? '');
  const report = (
    severity: RosterProblem['severity'],
    column: number | null,
    code: RosterProblem['code'],
    params: RosterProblem['params'],
  ): void => {
    if (problems.filter((problem) => problem.column === column).length >= MAX_PROBLEMS_PER_CELL) return;
    const place = column === null ? null : columnOf(kind, column).name;
    const cell = column === null ? null : quoteCell(row.cells[column - 1] ?? '');
    problems.push({ kind, line: row.line, column, columnName: place, cell, severity, code, params });
  };
  const refuse: CellReader['refuse'] = (column, code, params = {}) => report('error', column, code, params);
  const warn: CellReader['warn'] = (column, code, params) => report('warning', column, code, params);

  function meaningOf(column: number): string {
    const cell = raw(column);
    const text = cells.fromCell(cell);
    if (leadingQuotes(text) < leadingQuotes(cell)) warn(column, 'guardRemoved', { text });
    return text;
  }

  function text(column: number, present?: string): string {
    if (present !== undefined && raw(column) === trimCell(cells.toCell(present))) return present;
    const value = meaningOf(column);
    const fault = faultOf(value, columnOf(kind, column));
    if (fault) refuse(column, fault.code, fault.params);
    return value;
  }

  function list(column: number, present?: readonly string[]): string[] {
    if (present !== undefined && raw(column) === trimCell(cells.toCell(present.join(';')))) return [...present];
    const ids = meaningOf(column).split(';').map(trimCell);
    const separator = ids.map((id) => NOT_IN_LIST.exec(id)?.[0]).find((found) => found !== undefined);
    if (separator !== undefined) refuse(column, 'badSeparator', { character: visible(separator) });
    const named = [...new Set(ids.filter((id) => id !== ''))];
    if (named.length === 0 && columnOf(kind, column).isRequired) refuse(column, 'required');
    return named;
  }

  function choice(column: number, choices: number): number {
    const cell = raw(column);
    const isEmpty = cell === '';
    if (isEmpty && columnOf(kind, column).isRequired) refuse(column, 'required');
    const index = isEmpty ? 0 : DIGITS.indexOf(cell);
    if (index >= 0 && index < choices) return index;
    refuse(column, 'badChoice', { choices: DIGITS.slice(0, choices).join('、') });
    return 0;
  }

  return {
    kind,
    line: row.line,
    problems,
    raw,
    text,
    list,
    choice,
    refuse,
    warn,
    hasErrors: () => problems.some((problem) => problem.severity === 'error'),
  };
}

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

const leadingQuotes = (text: string): number => LEADING_QUOTES.exec(text)?.[0].length ?? 0;

function columnOf(kind: RosterFileKind, column: number): RosterColumn {
  const found = ROSTER_COLUMNS[kind][column - 1];
  if (!found) throw new RangeError(`${kind} has no column ${column}`);
  return found;
}

/** What the column's table says against a text, the first thing only. */
function faultOf(text: string, column: RosterColumn): Pick<RosterProblem, 'code' | 'params'> | undefined {
  if (text === '') return column.isRequired ? { code: 'required', params: {} } : undefined;
  if (LINE_BREAK.test(text)) return { code: 'lineBreak', params: {} };
  const character = (column.forbidden ?? NOT_TEXT).exec(text)?.[0];
  if (character !== undefined) return { code: 'badCharacter', params: { character: visible(character) } };
  if (column.maxLength !== null && text.length > column.maxLength) {
    return { code: 'tooLong', params: { max: column.maxLength, actual: text.length } };
  }
  return undefined;
}

/** A character that nobody can see is named by its number. */
const visible = (character: string): string =>
  NOT_TEXT.test(character) || /[\s\p{Cf}]/u.test(character)
    ? `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : character;
