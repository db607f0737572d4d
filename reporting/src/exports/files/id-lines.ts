/** Raw lines that begin with a person's id, so that a batch can be cut by person; what follows is one JSON object. */
export const ID_AND_JSON = {
  format: 'CustomSeparated',
  settings: {
    format_custom_escaping_rule: 'Raw',
    format_custom_field_delimiter: '',
    format_custom_row_after_delimiter: '\n',
  },
} as const;

const ID_LENGTH = 36;

/** The objects of such lines. */
export const rowsAfterId = <Row>(piece: string): Row[] =>
  piece
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line.slice(ID_LENGTH)) as Row);

/** Each person's lines out of a text that is sorted by person, cut where the next person's begin. An id begins a line and nothing else: texts of people hold no raw line break. */
export function blocksOf(text: string, sortedIds: readonly string[]): Map<string, string> {
  const blocks = new Map<string, string>();
  let current: string | undefined;
  let from = 0;
  for (const id of sortedIds) {
    const at = text.startsWith(id, from) ? from : text.indexOf(`\n${id}`, from) + 1;
    if (at === 0 && !text.startsWith(id)) continue;
    if (current !== undefined) blocks.set(current, text.slice(from, at));
    [current, from] = [id, at];
  }
  if (current !== undefined) blocks.set(current, text.slice(from));
  return blocks;
}
