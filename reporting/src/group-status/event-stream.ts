import type { Response } from 'express';
import type { StatusEvent } from '#domain/contract/group-status.ts';

/** A reader that takes nothing for so long that this much waits is cut off; its page opens a new stream and gets the whole list. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
/** How long the browser waits before it opens the stream again. */
const RETRY_MS = 3_000;

export interface EventStream {
  send(event: StatusEvent): void;
  /** A comment: keeps proxies from closing a quiet stream, and tells the page that the line lives. */
  beat(): void;
  /** The last event, and the end. */
  end(event: StatusEvent): void;
  /** Settles when either side has closed. */
  readonly closed: Promise<void>;
  readonly isOpen: boolean;
}

/**
 * Turns an answer into a stream of server-sent events. Nothing on the way may hold it back: no compression (its filter does not know the type), no
 * proxy buffer. An answer of this kind has no length and no end of its own.
 */
export function openEventStream(response: Response): EventStream {
  response.status(200);
  response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  response.setHeader('X-Accel-Buffering', 'no');
  response.flushHeaders();
  const closed = new Promise<void>((resolve) => {
    if (response.closed) resolve();
    response.once('close', () => resolve());
  });
  const write = (text: string): void => {
    if (response.writableEnded || response.destroyed) return;
    response.write(text);
    if (response.writableLength > MAX_WAITING_BYTES) response.destroy();
  };
  write(`retry: ${RETRY_MS}\n\n`);
  const send = (event: StatusEvent): void => write(textOf(event));
  return {
    send,
    beat: () => write(': beat\n\n'),
    end: (event) => {
      send(event);
      response.end();
    },
    closed,
    get isOpen() {
      return !response.writableEnded && !response.destroyed;
    },
  };
}

/** JSON has no line breaks of its own, so one `data:` line is enough. */
const textOf = ({ event, data }: StatusEvent): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
