const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;

/** 1 for the bytes that matter outside of strings: nearly all others are passed over by one look. */
const MATTERS = new Uint8Array(256);
for (const byte of [QUOTE, OPEN_BRACE, OPEN_BRACKET, CLOSE_BRACE, CLOSE_BRACKET]) MATTERS[byte] = 1;

/**
 * Whether the JSON text nests deeper than `limit`, decided on its bytes before JSON.parse sees it: a text of 100,000 brackets costs the
 * parser its stack. Text inside strings does not count. Malformed text may answer either way; JSON.parse refuses it afterwards.
 */
export function isDeeperThan(json: Uint8Array, limit: number): boolean {
  let depth = 0;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index] ?? 0;
    if (MATTERS[byte] === 0) continue;
    if (byte === QUOTE) index = endOfString(json, index);
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++depth > limit) return true;
    } else depth--;
  }
  return false;
}

/** The place of the quote that ends the string which begins at `from`; the end of the text where there is none. */
function endOfString(json: Uint8Array, from: number): number {
  let index = from + 1;
  for (; index < json.length; index++) {
    const byte = json[index];
    if (byte === QUOTE) break;
    if (byte === BACKSLASH) index++;
  }
  return index;
}
