import iconv from 'iconv-lite';

/** What CP932 lacks and has a twin of the same look in it (Microsoft's mapping of the wave dash and its neighbours). */
const TWINS: ReadonlyMap<string, string> = new Map([
  ['\u301C', '\uFF5E'],
  ['\u2016', '\u2225'],
  ['\u2212', '\uFF0D'],
  ['\u2014', '\u2015'],
  ['\u00A2', '\uFFE0'],
  ['\u00A3', '\uFFE1'],
  ['\u00AC', '\uFFE2'],
  ['\u00A6', '\uFFE4'],
  ['\u00A5', '\uFFE5'],
  ['\u203E', '\uFFE3'],
  ['\u00A0', ' '],
]);

/** The visible mark for a character that the file cannot hold. */
export const REPLACEMENT = '〓';

const heldCharacters = new Map<string, boolean>();

/**
 * Whether CP932 holds this code point as it is. Asked of the encoder by a round trip, because iconv-lite reports nothing: it writes `?`,
 * and for ¥ and ‾ silently `\` and `~`. C1 controls and the encoder's private bytes (80, A0, FD-FF) are not text.
 */
function isHeld(character: string): boolean {
  if (character >= ' ' && character <= '~') return true;
  const known = heldCharacters.get(character);
  if (known !== undefined) return known;
  const isPrivateByte = /[\u0080-\u009F\uF8F0-\uF8F3]/.test(character);
  const held = !isPrivateByte && iconv.decode(iconv.encode(character, 'cp932'), 'cp932') === character;
  heldCharacters.set(character, held);
  return held;
}

const PRINTABLE_ASCII = /^[ -~]*$/;

function allHeld(text: string): boolean {
  if (PRINTABLE_ASCII.test(text)) return true;
  for (const character of text) if (!isHeld(character)) return false;
  return true;
}

/** A base character with the marks that follow it, or a single character: the pieces that composition works on. */
const CLUSTERS = /[^\p{M}]\p{M}+|./gsu;

export interface MappedText {
  readonly text: string;
  /** Code points that became `〓`. */
  readonly replaced: number;
}

/**
 * Text as Windows-31J can hold it. What CP932 holds stays as it is (composing everything would change 神 U+FA19 and 22 others); the rest
 * is composed (か + U+3099 → が), then takes its twin, then becomes `〓`, one for each code point. Never a `?` that was not there.
 */
export function toWindows31jText(source: string): MappedText {
  if (allHeld(source)) return { text: source, replaced: 0 };
  let text = '';
  let replaced = 0;
  for (const [cluster] of source.matchAll(CLUSTERS)) {
    for (const character of composed(cluster)) {
      const fitting = isHeld(character) ? character : TWINS.get(character);
      if (fitting === undefined) replaced += 1;
      text += fitting ?? REPLACEMENT;
    }
  }
  return { text, replaced };
}

/** Text of a person composed as far as CP932 allows: what it holds (神 U+FA19) keeps its code point, か + U+3099 becomes が. */
export const composeText = (source: string): string =>
  allHeld(source) ? source : [...source.matchAll(CLUSTERS)].map(([cluster]) => composed(cluster)).join('');

/** The cluster itself where CP932 holds it whole, otherwise its composed form; a base that composing alone would change keeps its form. */
function composed(cluster: string): string {
  if (allHeld(cluster)) return cluster;
  const [base = ''] = cluster;
  const baseMustStay = isHeld(base) && base.normalize('NFC') !== base;
  return baseMustStay ? cluster : cluster.normalize('NFC');
}

/** Bytes of a text that `toWindows31jText` has made fit. */
export const encodeWindows31j = (text: string): Buffer => iconv.encode(text, 'cp932');
