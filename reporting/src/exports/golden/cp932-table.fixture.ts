/**
 * Windows-31J bytes of a text by the table of another program than the product's: ICU's decoder, asked for every pair of bytes. NEC's selection of
 * IBM's characters (lead bytes ED, EE) is left out, as Microsoft encodes.
 */
function readTable(): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder('shift_jis');
  const table = new Map<string, readonly number[]>();
  const add = (bytes: readonly number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if ([...text].length === 1 && text !== '\uFFFD' && !table.has(text)) table.set(text, bytes);
  };
  for (let byte = 0; byte < 0x80; byte += 1) add([byte]);
  for (let byte = 0xa1; byte <= 0xdf; byte += 1) add([byte]);
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    if (lead === 0xed || lead === 0xee || (lead >= 0xa0 && lead <= 0xdf)) continue;
    for (let trail = 0x40; trail <= 0xfc; trail += 1) if (trail !== 0x7f) add([lead, trail]);
  }
  return table;
}

const TABLE = readTable();

export const cp932Bytes = (text: string): Buffer =>
  Buffer.from(
    [...text].flatMap((character) => {
      const bytes = TABLE.get(character);
      if (bytes === undefined) throw new RangeError(`Windows-31J lacks ${character}`);
      return bytes;
    }),
  );
