import { createCells, encodeLines, fileStart } from './cells.ts';
import type { Container } from './container.ts';
import { linesOf } from './format.ts';
import type { Lines } from './format.ts';
import { formatOf } from './formats.ts';
import type { WriterMessage, WriterOptions, WriterReport } from './protocol.ts';

/** Turns messages into the bytes of a container; the report is that of `finish`. */
export function createFileWriter(options: WriterOptions, container: Container) {
  const cells = createCells(options);
  let linesOfPiece: ((piece: string) => Lines) | undefined;
  let rows = 0;
  const begin = async (message: Extract<WriterMessage, { kind: 'begin' }>): Promise<void> => {
    const format = formatOf(message.format);
    linesOfPiece = format.open(message.context, cells);
    container.begin(message.fileName);
    await container.write(fileStart(options.encoding));
    await container.write(encodeLines(linesOf([[...format.columns]]).text, options.encoding));
  };
  const piece = async (text: string): Promise<void> => {
    if (linesOfPiece === undefined) throw new TypeError('a piece outside a file');
    const lines = linesOfPiece(text);
    rows += lines.rows;
    await container.write(encodeLines(lines.text, options.encoding));
  };
  return {
    take: async (message: WriterMessage): Promise<WriterReport | undefined> => {
      if (message.kind === 'begin') await begin(message);
      else if (message.kind === 'piece') await piece(message.text);
      else if (message.kind === 'end') await container.end();
      else return { rows, replaced: cells.replaced, bytes: await container.finish() };
      return undefined;
    },
  };
}
