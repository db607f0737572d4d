/** Spaces and tabs at the edges, half- and full-width. Line breaks stay, so that the column's check can refuse them. */
const EDGES = /^[ \t\u00A0\u3000]+|[ \t\u00A0\u3000]+$/g;

export const trimCell = (cell: string): string => cell.replaceAll(EDGES, '');

export const isBlankRow = (cells: readonly string[]): boolean => cells.every((cell) => trimCell(cell) === '');

/** Spreadsheets put empty columns after the last one. */
export function withoutEmptyTail(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => trimCell(cell) !== '');
  return cells.slice(0, last + 1);
}

const SHOWN_LENGTH = 100;

/** A cell as a problem quotes it: the beginning is enough to find it, and thousands of problems may quote one long list. */
export const quoteCell = (cell: string): string =>
  cell.length > SHOWN_LENGTH ? `${cell.slice(0, SHOWN_LENGTH)}…` : cell;

/** One cell can hold thousands of mistakes (a list of approvers of another company): the first ones tell it. */
export const MAX_PROBLEMS_PER_CELL = 10;
