import { createCells, encodeLines, encodeUtf8, fileStart } from './cells.ts';
import type { Container } from './container.ts';
import { linesOf } from './format.ts';
import { formatOf } from './formats.ts';
import { createLineSorter } from './line-sorter.ts';
import type { PieceContent } from './piece.ts';
import { releaseBytes } from './release-bytes.ts';
import type { WriterMessage, WriterOptions, WriterReport } from './protocol.ts';

/** One file of the container while it is made. */
interface OpenFile {
  /** Gives how many rows that were. */
  piece(content: string): number;
  end(): void;
}

function takeText(raw: Uint8Array): string {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('utf8');
  releaseBytes(raw);
  return text;
}

/** Turns messages into the bytes of a container; the report is that of `finish`. */
export function createFileWriter(options: WriterOptions, container: Container) {
  const { encoding } = options;
  const cells = createCells(options);
  const write = (text: string): void => container.write(encodeLines(text, encoding));
  let file: OpenFile | undefined;
  let rows = 0;
  const open = ({ format: name, context }: Extract<WriterMessage, { kind: 'begin' }>): OpenFile => {
    const format = formatOf(name);
    write(linesOf([[...format.columns]]).text);
    if ('openUnsorted' in format) {
      const recordsOf = format.openUnsorted(context, cells);
      const sorter = createLineSorter(`${options.path}.lines`);
      return { piece: (content) => sorter.add(recordsOf(content)), end: () => sorter.drain(write) };
    }
    const linesOfPiece = format.open(context, cells);
    const piece = (content: string): number => {
      const lines = linesOfPiece(content);
      write(lines.text);
      return lines.rows;
    };
    return { piece, end: () => undefined };
  };
  const piece = (content: PieceContent): void => {
    if (file === undefined) throw new TypeError('a piece outside a file');
    if (typeof content === 'string') rows += file.piece(content);
    else if ('raw' in content) rows += file.piece(takeText(content.raw));
    else {
      rows += content.rows;
      container.write(encodeUtf8(content.utf8, encoding));
    }
  };
  return {
    take: (message: WriterMessage): WriterReport | undefined => {
      if (message.kind === 'begin') {
        container.begin(message.fileName);
        container.write(fileStart(encoding));
        file = open(message);
      } else if (message.kind === 'piece') piece(message.content);
      else if (message.kind === 'end') {
        file?.end();
        container.end();
      } else return { rows, replaced: cells.replaced, bytes: container.finish() };
      return undefined;
    },
  };
}
