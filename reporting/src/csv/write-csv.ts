import { stringify } from 'csv-stringify/sync';
import { guardFormula } from './formula-guard.ts';
import { encodeWindows31j, toWindows31jText } from './windows-31j.ts';

/** Quotes only where a reader needs them: separators and quotes by the library's rule, line breaks and edge spaces by this one. */
const NEEDS_QUOTES = /[\r\n]|^\s|\s$/;

/** Records as CRLF-ended lines, the last one too. */
export const toCsv = (records: readonly (readonly string[])[]): string =>
  stringify([...records] as string[][], { record_delimiter: 'windows', quoted_match: NEEDS_QUOTES });

export interface TextCell {
  readonly cell: string;
  /** Code points that became 〓. */
  readonly replaced: number;
}

/** A text of ours to the people's file: fits Windows-31J, runs as no formula. The guard comes after the mapping: − becomes －, a trigger. */
export function textCell(text: string): TextCell {
  const mapped = toWindows31jText(text.replaceAll('\0', ''));
  return { cell: guardFormula(mapped.text), replaced: mapped.replaced };
}

export const encodeCsv = (records: readonly (readonly string[])[]): Buffer => encodeWindows31j(toCsv(records));
