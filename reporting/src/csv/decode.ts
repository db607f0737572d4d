/** Why a file cannot be read, for the person who made it. Line and column count from 1, the column in characters. */
export interface FileProblem {
  readonly line: number | null;
  readonly column: number | null;
  readonly code: FileProblemCode;
  /** The whole sentence in Japanese. */
  readonly text: string;
}

const SENTENCES = {
  empty: 'ファイルが空です。',
  utf16: '{name} 形式のファイルです。Shift_JIS（または UTF-8）の CSV 形式で保存し直してください。',
  encrypted:
    'Excel 97-2003 形式か、暗号化されたファイルです。暗号化を解除し、Shift_JIS の CSV 形式で保存し直してください。',
  zip: 'Excel ブック（xlsx）か ZIP 形式のファイルです。Shift_JIS の CSV 形式で保存し直してください。',
  binary: 'CSV ファイルではないか、暗号化されています。暗号化を解除し、Shift_JIS の CSV 形式で保存し直してください。',
  otherEncoding: '文字コードが {name} のファイルです。Shift_JIS の CSV 形式で保存し直してください。',
  badCharacter:
    '{encoding} として読めない文字があります（先頭から {offset} バイト目、「{context}」の次）。文字を直すか、Shift_JIS で保存し直してください。',
  privateCharacter: '外字（U+{hex}）は使用できません。ほかの文字に直してください。',
  controlCharacter: '制御文字（U+{hex}）は使用できません。削除してください。',
  brokenCharacter: '文字化けした文字（U+FFFD）があります。元の文字に直してください。',
  unclosedQuote: '{line} 行目で始まる引用符（"）が閉じられていません。',
  tooLongField: '1つの項目が {max} バイトを超えています。カンマと引用符を確認してください。',
  tooManyRows: '{max} 行を超えています。ファイルを分けてアップロードしてください。',
} as const;
export type FileProblemCode = keyof typeof SENTENCES;

export const fileProblem = (
  code: FileProblemCode,
  params: Readonly<Record<string, string | number>> = {},
  place: { readonly line: number; readonly column?: number } | undefined = undefined,
): FileProblem => ({
  line: place?.line ?? null,
  column: place?.column ?? null,
  code,
  text: SENTENCES[code].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '')),
});

/** Magic numbers of files that are certainly no text. */
const SIGNATURES: readonly { readonly bytes: readonly number[]; readonly code: 'encrypted' | 'zip' | 'binary' }[] = [
  { bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], code: 'encrypted' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], code: 'zip' },
  { bytes: [0x25, 0x50, 0x44, 0x46], code: 'binary' },
  { bytes: [0x1f, 0x8b], code: 'binary' },
];
/** Longer marks first: UTF-32 begins like UTF-16. */
const WIDE_MARKS: readonly { readonly bytes: readonly number[]; readonly name: string }[] = [
  { bytes: [0xff, 0xfe, 0, 0], name: 'UTF-32' },
  { bytes: [0, 0, 0xfe, 0xff], name: 'UTF-32' },
  { bytes: [0xff, 0xfe], name: 'UTF-16（Unicode）' },
  { bytes: [0xfe, 0xff], name: 'UTF-16（Unicode）' },
];
const UTF8_MARK = [0xef, 0xbb, 0xbf];
/** Ciphertext has a control byte in ten; a text with a few by mistake is shown where they are. */
const BINARY_CONTROL_SHARE = 0.02;
const SHOWN_PLACES = 100;
/** Characters in front of a bad byte that are shown to find the place. */
const CONTEXT_CHARACTERS = 3;

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/**
 * The text of an uploaded file, strictly: UTF-8 where the bytes are that (a Japanese Shift_JIS text practically never is), else CP932. Never a
 * replacement character, never a guess; what is something else is named.
 */
export function decodeFile(bytes: Uint8Array): string | readonly FileProblem[] {
  const refused = refuseByBytes(bytes);
  if (refused !== undefined) return [refused];
  const text = decodeText(bytes);
  if (typeof text !== 'string') return [text];
  const problems = badCharacters(text);
  return problems.length > 0 ? problems : text;
}

function refuseByBytes(bytes: Uint8Array): FileProblem | undefined {
  if (bytes.length === 0) return fileProblem('empty');
  const mark = WIDE_MARKS.find((each) => startsWith(bytes, each.bytes));
  if (mark !== undefined) return fileProblem('utf16', { name: mark.name });
  const signature = SIGNATURES.find((each) => startsWith(bytes, each.bytes));
  if (signature !== undefined) return fileProblem(signature.code);
  const zeros = [0, 0];
  let controls = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
    else if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b) controls += 1;
  }
  const [even = 0, odd = 0] = zeros;
  // Latin letters and commas of UTF-16 have their zeros all on one side.
  if (even + odd > bytes.length * BINARY_CONTROL_SHARE && Math.min(even, odd) * 10 < Math.max(even, odd))
    return fileProblem('utf16', { name: 'UTF-16（Unicode）' });
  if (even + odd + controls > bytes.length * BINARY_CONTROL_SHARE) return fileProblem('binary');
  return undefined;
}

function decodeText(bytes: Uint8Array): string | FileProblem {
  const hasMark = startsWith(bytes, UTF8_MARK);
  const utf8 = tryDecode('utf-8', bytes);
  if (utf8 !== undefined && !isIso2022(utf8)) return utf8;
  if (hasMark) return firstBadPlace(bytes, [UTF8]);
  if (utf8 !== undefined) return fileProblem('otherEncoding', { name: 'ISO-2022-JP（JIS）' });
  // EUC-JP mostly also decodes as Shift_JIS, into half-width katakana; Shift_JIS with any ordinary kanji never as EUC-JP.
  if (isEucJp(bytes)) return fileProblem('otherEncoding', { name: 'EUC-JP' });
  return tryDecode('shift_jis', bytes) ?? firstBadPlace(bytes, [SHIFT_JIS, UTF8]);
}

/** Of a file that is neither: the encoding in which more of it can be read. A cell that was cut within a character leaves the rest UTF-8. */
function firstBadPlace(bytes: Uint8Array, encodings: readonly Encoding[]): FileProblem {
  const [best] = encodings
    .map((encoding) => ({ encoding, offset: readableBytes(bytes, encoding) }))
    .toSorted((a, b) => b.offset - a.offset);
  if (best === undefined) return fileProblem('binary');
  const { offset, encoding } = best;
  const lines = (tryDecode(encoding.label, bytes.subarray(0, offset)) ?? '').split(/\r\n|\r|\n/);
  const inLine = [...(lines.at(-1) ?? '')];
  const context = inLine.slice(-CONTEXT_CHARACTERS).join('');
  const place = { line: lines.length, column: inLine.length + 1 };
  return fileProblem('badCharacter', { encoding: encoding.name, offset, context }, place);
}

/** Where the first character stands that cannot be read. Halves the file again and again: decoding each character by itself takes half a minute for 5 MB. */
function readableBytes(bytes: Uint8Array, { label, lengthOf }: Encoding): number {
  const starts = new Uint32Array(bytes.length);
  let count = 0;
  for (let offset = 0; offset < bytes.length; offset += lengthOf(bytes[offset] ?? 0)) starts[count++] = offset;
  let good = 0;
  let bad = count;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (tryDecode(label, bytes.subarray(0, starts[middle])) === undefined) bad = middle;
    else good = middle;
  }
  return starts[good] ?? 0;
}

function tryDecode(encoding: 'utf-8' | 'shift_jis' | 'euc-jp', bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The decoder takes a lone byte of the C1 controls, which no text in EUC-JP has. */
const isEucJp = (bytes: Uint8Array): boolean => /^[^\u0080-\u009F]*$/.test(tryDecode('euc-jp', bytes) ?? '\u0080');

/** `ESC $ B` and its like: seven bits, so it is also valid UTF-8. */
const isIso2022 = (text: string): boolean => text.includes('\u001B$');

interface Encoding {
  readonly label: 'utf-8' | 'shift_jis';
  readonly name: string;
  /** Bytes of the character that this one begins. */
  readonly lengthOf: (lead: number) => number;
}
const UTF8: Encoding = {
  label: 'utf-8',
  name: 'UTF-8',
  lengthOf: (lead) => (lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4),
};
const SHIFT_JIS: Encoding = {
  label: 'shift_jis',
  name: 'Shift_JIS',
  lengthOf: (lead) => ((lead >= 0x81 && lead <= 0x9f) || lead >= 0xe0 ? 2 : 1),
};

/** Private use (外字), C0 and C1 controls but TAB, CR and LF, and characters that some other program has already broken. */
const BAD_CHARACTER = /[\p{Co}\uFFFD]|(?![\t\r\n])\p{Cc}/u;

function badCharacters(text: string): FileProblem[] {
  if (!BAD_CHARACTER.test(text)) return [];
  const problems: FileProblem[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (!BAD_CHARACTER.test(line)) continue;
    for (const [column, character] of [...line].entries()) {
      if (!BAD_CHARACTER.test(character)) continue;
      if (problems.length === SHOWN_PLACES) return problems;
      const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      const code =
        character === '\uFFFD'
          ? 'brokenCharacter'
          : /\p{Co}/u.test(character)
            ? 'privateCharacter'
            : 'controlCharacter';
      problems.push(fileProblem(code, { hex }, { line: index + 1, column: column + 1 }));
    }
  }
  return problems;
}
