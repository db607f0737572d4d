import { statusEventSchema } from '#domain/contract/group-status.ts';
import type { StatusEvent } from '#domain/contract/group-status.ts';
import type { Client } from '../testkit/client.ts';

/** A page that listens: collects the events of a stream and waits for one of them. */
export interface StreamReader {
  readonly events: StatusEvent[];
  readonly headers: Headers;
  readonly status: number;
  /** Heartbeats so far. */
  beats(): number;
  /** The first event, past or to come, that fits. */
  waitFor(fits: (event: StatusEvent) => boolean): Promise<StatusEvent>;
  readonly ended: Promise<void>;
  close(): void;
}

const WAIT_MS = 30_000;

export async function openStream(client: Client, port: number, groupId: string, query = ''): Promise<StreamReader> {
  const closing = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}/api/groups/${groupId}/status/stream${query}`, {
    headers: { cookie: client.cookie ?? '', accept: 'text/event-stream', 'accept-encoding': 'gzip, br' },
    signal: closing.signal,
  });
  const events: StatusEvent[] = [];
  const waiting = new Set<() => void>();
  let beats = 0;
  const read = async (): Promise<void> => {
    if (response.body === null || response.status !== 200) return;
    let text = '';
    try {
      for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
        text += part;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          if (block.startsWith(': beat')) beats += 1;
          const [, event, data] = /^event: (\w+)\ndata: (.*)$/s.exec(block) ?? [];
          if (data !== undefined) events.push(statusEventSchema.parse({ event, data: JSON.parse(data) }));
        }
        for (const wake of waiting) wake();
      }
    } catch (err) {
      if (!closing.signal.aborted) throw err;
    }
  };
  return {
    events,
    headers: response.headers,
    status: response.status,
    beats: () => beats,
    waitFor: (fits) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no such event among ${JSON.stringify(events)}`)), WAIT_MS);
        const wake = (): void => {
          const found = events.find(fits);
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(wake);
          resolve(found);
        };
        waiting.add(wake);
        wake();
      }),
    ended: read(),
    close: () => closing.abort(),
  };
}
