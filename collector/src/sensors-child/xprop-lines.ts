/**
 * Reads the lines that `xprop` prints under a UTF-8 locale:
 *
 *   _NET_WM_NAME(UTF8_STRING) = "見積 \"A=1\".xlsx"        a property, its type, its value
 *   WM_CLASS:  not found.                                 a property that the window lacks
 *   _NET_ACTIVE_WINDOW:  no such atom on any window.      a property that no program has named yet
 */
export type XpropLine = { name: string; value: string | null; isUnknownAtom: boolean };

export function parseXpropLine(line: string): XpropLine | null {
  const property = /^([A-Z_][A-Z0-9_]*)\([A-Z0-9_]+\) = (.*)$/s.exec(line);
  if (property) return { name: property[1] ?? '', value: property[2] ?? '', isUnknownAtom: false };
  const missing = /^([A-Z_][A-Z0-9_]*): {1,2}(not found|no such atom)/.exec(line);
  if (missing) return { name: missing[1] ?? '', value: null, isUnknownAtom: missing[2] === 'no such atom' };
  return null;
}

/** The quoted strings of a value, unescaped: `"a", "b"` is two. A title may hold anything: quotes, `=`, `:`, line ends. */
export function quotedStrings(value: string): string[] {
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map((match) => unescape(match[1] ?? ''));
}

/** Octal escapes are bytes, several of which make one character; so everything passes through bytes. */
function unescape(text: string): string {
  const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  const parts = text.match(/(?:\\[0-7]{3})+|\\.|[^\\]+/gs) ?? [];
  return parts
    .map((part) => {
      if (/^\\[0-7]{3}/.test(part)) {
        return Buffer.from((part.match(/[0-7]{3}/g) ?? []).map((octal) => Number.parseInt(octal, 8))).toString('utf8');
      }
      return part.startsWith('\\') ? (escapes[part.slice(1)] ?? part.slice(1)) : part;
    })
    .join('');
}
