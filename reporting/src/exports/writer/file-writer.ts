import { createCells, encodeLines, encodeUtf8, fileStart } from './cells.ts';
import type { Container } from './container.ts';
import { linesOf } from './format.ts';
import type { Lines } from './format.ts';
import { formatOf } from './formats.ts';
import type { PieceContent } from './piece.ts';
import type { WriterMessage, WriterOptions, WriterReport } from './protocol.ts';

/** Turns messages into the bytes of a container; the report is that of `finish`. */
export function createFileWriter(options: WriterOptions, container: Container) {
  const cells = createCells(options);
  let linesOfPiece: ((piece: string) => Lines) | undefined;
  let rows = 0;
  const begin = (message: Extract<WriterMessage, { kind: 'begin' }>): void => {
    const format = formatOf(message.format);
    linesOfPiece = format.open(message.context, cells);
    container.begin(message.fileName);
    container.write(fileStart(options.encoding));
    container.write(encodeLines(linesOf([[...format.columns]]).text, options.encoding));
  };
  const piece = (content: PieceContent): void => {
    if (linesOfPiece === undefined) throw new TypeError('a piece outside a file');
    const lines = typeof content === 'string' ? linesOfPiece(content) : content;
    rows += lines.rows;
    const { encoding } = options;
    container.write('utf8' in lines ? encodeUtf8(lines.utf8, encoding) : encodeLines(lines.text, encoding));
  };
  return {
    take: (message: WriterMessage): WriterReport | undefined => {
      if (message.kind === 'begin') begin(message);
      else if (message.kind === 'piece') piece(message.content);
      else if (message.kind === 'end') container.end();
      else return { rows, replaced: cells.replaced, bytes: container.finish() };
      return undefined;
    },
  };
}
