import { unguardFormula } from './formula-guard.ts';
import { composeText } from './windows-31j.ts';
import { textCell } from './write-csv.ts';

/** A text as a download shows it. */
export const toCell = (text: string): string => textCell(text).cell;

/** The text that an uploaded cell means: without the guard against formulas, composed. */
export const fromCell = (cell: string): string => composeText(unguardFormula(cell));
