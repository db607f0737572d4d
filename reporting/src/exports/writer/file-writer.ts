import { createCells, encodeLines, encodeUtf8, fileStart } from './cells.ts';
import type { Container } from './container.ts';
import { linesIn, linesOf } from './format.ts';
import type { UnsortedFormat } from './format.ts';
import { formatOf } from './formats.ts';
import { createLineSorter } from './line-sorter.ts';
import type { PieceContent, RawRows } from './piece.ts';
import { releaseBytes } from './release-bytes.ts';
import type { WriterMessage, WriterOptions, WriterReport } from './protocol.ts';

/** One file of the container while it is made. */
interface OpenFile {
  /** Gives how many rows that were. */
  piece(content: string | RawRows): number;
  end(): void;
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function takeText(content: string | RawRows): string {
  if (typeof content === 'string') return content;
  const text = bufferOf(content.raw).toString('utf8');
  releaseBytes(content.raw);
  return text;
}

function* takeLines(content: string | RawRows): Generator<string> {
  if (typeof content === 'string') return yield* linesIn(Buffer.from(content));
  yield* linesIn(bufferOf(content.raw));
  releaseBytes(content.raw);
}

/** Turns messages into the bytes of a container; the report is that of `finish`. */
export function createFileWriter(options: WriterOptions, container: Container) {
  const { encoding } = options;
  const cells = createCells(options);
  const write = (text: string): void => container.write(encodeLines(text, encoding));
  let file: OpenFile | undefined;
  let rows = 0;
  const openUnsorted = (recordsOf: ReturnType<UnsortedFormat['openUnsorted']>): OpenFile => {
    const sorter = createLineSorter(`${options.path}.lines`);
    return {
      piece: (content) => {
        let count = 0;
        for (const record of recordsOf(takeLines(content))) {
          sorter.add(record);
          count += 1;
        }
        return count;
      },
      end: () => sorter.drain((lines) => container.write(encodeUtf8(Buffer.from(lines), encoding))),
    };
  };
  const open = ({ format: name, context }: Extract<WriterMessage, { kind: 'begin' }>): OpenFile => {
    const format = formatOf(name);
    write(linesOf([[...format.columns]]).text);
    if ('openUnsorted' in format) return openUnsorted(format.openUnsorted(context, cells));
    const linesOfPiece = format.open(context, cells);
    const piece = (content: string | RawRows): number => {
      const lines = linesOfPiece(takeText(content));
      write(lines.text);
      return lines.rows;
    };
    return { piece, end: () => undefined };
  };
  const piece = (content: PieceContent): void => {
    if (file === undefined) throw new TypeError('a piece outside a file');
    if (typeof content === 'string' || 'raw' in content) rows += file.piece(content);
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
