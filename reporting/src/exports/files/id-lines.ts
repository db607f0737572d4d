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
