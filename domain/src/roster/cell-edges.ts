/** Spaces and tabs at the edges, half- and full-width. Line breaks stay, so that the column's check can refuse them. */
const EDGES = /^[ \t\u00A0\u3000]+|[ \t\u00A0\u3000]+$/g;

export const trimCell = (cell: string): string => cell.replaceAll(EDGES, '');

export const isBlankRow = (cells: readonly string[]): boolean => cells.every((cell) => trimCell(cell) === '');

/** Spreadsheets put empty columns after the last one. */
export function withoutEmptyTail(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => trimCell(cell) !== '');
  return cells.slice(0, last + 1);
}
