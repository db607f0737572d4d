/**
 * A text that a spreadsheet would run as a formula gets one more `'` in front; taken off again at upload. Reversible, because `'=a` is a
 * legal id. Comes after the character mapping (− becomes －, a trigger). Only for text columns: numbers, dates and clocks are ours.
 */
const DANGEROUS = /^'*[=+\-@\t\r\n＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/;

export const guardFormula = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text);

export const unguardFormula = (text: string): string => (GUARDED.test(text) ? text.slice(1) : text);
