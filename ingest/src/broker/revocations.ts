import type { KV } from '#platform/nats.ts';
import type { Logger } from '#platform/log.ts';

/** The devices whose data is no longer taken, kept current by watching the bucket: a lookup costs nothing and needs no database. */
export interface Revocations {
  isRevoked(deviceId: string): boolean;
  /** True once the whole bucket has been read; before that ingest is not ready. */
  isLoaded(): boolean;
  stop(): void;
}

export async function watchRevocations(kv: KV, log: Logger): Promise<Revocations> {
  const revoked = new Set<string>();
  const watch = await kv.watch();
  let loaded = false;
  const { values: entries } = await kv.status();
  if (entries === 0) loaded = true;
  void (async () => {
    for await (const entry of watch) {
      if (entry.operation === 'PUT') revoked.add(entry.key);
      else revoked.delete(entry.key);
      // delta: how many entries of the initial state are still to come
      if (entry.delta === 0) loaded = true;
    }
  })().catch((err: unknown) => log.error({ err }, 'the list of revoked devices is no longer followed'));
  return { isRevoked: (deviceId) => revoked.has(deviceId), isLoaded: () => loaded, stop: () => watch.stop() };
}
