/**
 * Characters that could forge a line, move a terminal's cursor or turn the reading order: C0 and C1 controls, line and paragraph separators,
 * bidirectional marks. NUL and lone surrogates cannot be stored at all.
 */
// eslint-disable-next-line no-control-regex -- finding them is the purpose
const FORGING = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The same text with such characters written out (`\u000a`), so that one row is read as one row everywhere. */
export const escapeControls = (text: string): string =>
  text.toWellFormed().replaceAll(FORGING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
