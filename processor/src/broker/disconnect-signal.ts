import type { NatsConnection } from '@nats-io/nats-core';

/** Gives, each time it is asked, a signal that fires when the present connection is lost. */
export type DisconnectSignal = () => AbortSignal;

/**
 * A pull that was open when the connection broke is never answered: it is ended at once instead of waited for. Not on reconnect: a pull that
 * was made meanwhile has just been sent then, and its messages would go to nobody.
 */
export function watchDisconnects(nc: NatsConnection): DisconnectSignal {
  let current = new AbortController();
  void (async () => {
    for await (const status of nc.status()) {
      if (status.type !== 'disconnect') continue;
      current.abort();
      current = new AbortController();
    }
  })();
  return () => current.signal;
}
