import { connect } from '@nats-io/transport-node';
import { freeBytes } from '#platform/disk.ts';
import { pause } from '#platform/jitter.ts';
import type { Logger } from '#platform/log.ts';
import { jetstream, jetstreamManager } from '#platform/nats.ts';

export interface BrokerWatchdogOptions {
  readonly url: string;
  readonly token: string;
  /** The folder of its store. */
  readonly dir: string;
  /** Ends the broker; whoever keeps it starts it again. */
  readonly restart: () => void;
  readonly log: Logger;
  /** Between two looks, and for one answer. */
  readonly everyMs?: number;
  readonly answerMs?: number;
}

/** A stream of its own, so that nothing of the product is touched. */
const PROBE = { stream: 'PROBE', subject: 'probe.v1' } as const;
/** More than the rest of a disk page: a full disk cannot take it by chance. */
const PROBE_BYTES = 64 * 1024;
/** In a row. A busy machine may be late once or twice. */
const FAILURES_OF_WEDGE = 4;
/** Below this the disk counts as full, and a start would fail like everything else. */
const FULL_BYTES = 16 * 1024 * 1024;

/**
 * nats-server 2.9.10 wedges silently on a full disk: it lives, answers pings, times out on every publish, logs nothing, and does not heal when there
 * is space again. So it is asked for what it is there for, a stored message, and started again when it does not do that, or when the disk was full
 * meanwhile (then any of its streams may be wedged, not only the one that is asked). Never while the disk is full.
 */
export function watchBroker(options: BrokerWatchdogOptions): { stop(): Promise<void> } {
  const { dir, restart, log, everyMs = 2_000, answerMs = 3_000 } = options;
  const stopping = new AbortController();
  const watch = async (): Promise<void> => {
    let failures = 0;
    let wasFull = false;
    while (!stopping.signal.aborted) {
      await pause(everyMs, stopping.signal);
      if (stopping.signal.aborted) return;
      const isFull = (await freeBytes(dir).catch(() => 0)) < FULL_BYTES;
      wasFull ||= isFull;
      if (isFull) continue;
      failures = wasFull || (await takesMessage(options, answerMs)) ? 0 : failures + 1;
      if (!wasFull && failures < FAILURES_OF_WEDGE) continue;
      log.error({ wasFull, failures }, 'the broker stores nothing: it is started again');
      restart();
      wasFull = false;
      failures = 0;
    }
  };
  const ended = watch();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** Whether a message is acknowledged in time. A connection of its own each time: an old one's state would be part of the answer. */
async function takesMessage({ url, token }: BrokerWatchdogOptions, answerMs: number): Promise<boolean> {
  try {
    const nc = await connect({ servers: url, token, reconnect: false, timeout: answerMs, name: 'watchdog' });
    try {
      const jsm = await jetstreamManager(nc, { timeout: answerMs, checkAPI: false });
      const bounds = { max_msgs: 1, max_bytes: 4 * PROBE_BYTES, discard: 'old', storage: 'file' } as const;
      await jsm.streams.add({ name: PROBE.stream, subjects: [PROBE.subject], ...bounds });
      await jetstream(nc).publish(PROBE.subject, new Uint8Array(PROBE_BYTES), { timeout: answerMs });
      return true;
    } finally {
      // Not close(): a broker that stands still would let it wait.
      void nc.close().catch(() => undefined);
    }
  } catch {
    return false;
  }
}
