import { KV_BUCKETS } from '#domain/contract/messages.ts';
import { privacyPolicySchema, type PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import type { KV } from '#platform/nats.ts';
import type { Logger } from '#platform/log.ts';

/** What each tenant lets be stored, kept current by watching the bucket that the portal writes. */
export interface Policies {
  /** Undefined: not known, so nothing of this tenant may be taken. */
  of(tenantId: string): PrivacyPolicy | undefined;
  /** True once the whole bucket has been read; before that ingest is not ready. */
  isLoaded(): boolean;
  stop(): void;
}

/**
 * Fails closed: before the bucket has been read, for a tenant that it does not name, for an entry that cannot be read and when the bucket is
 * no longer followed, there is no policy. The portal repairs the bucket within seconds; collectors keep their data meanwhile.
 */
export async function watchPolicies(kv: KV, log: Logger): Promise<Policies> {
  const policies = new Map<string, PrivacyPolicy>();
  const watch = await kv.watch();
  let loaded = (await kv.status()).values === 0;
  const follow = async (): Promise<void> => {
    for await (const entry of watch) {
      const parsed = entry.operation === 'PUT' ? privacyPolicySchema.safeParse(readJson(entry.string())) : undefined;
      if (parsed?.success === true) policies.set(entry.key, parsed.data);
      else policies.delete(entry.key);
      // delta: how many entries of the initial state are still to come
      if (entry.delta === 0) loaded = true;
    }
  };
  void follow()
    .catch((err: unknown) => log.error({ err }, 'the bucket of policies broke off'))
    .finally(() => {
      policies.clear();
      loaded = false;
      log.info({ bucket: KV_BUCKETS.tenantPolicies }, 'no longer followed');
    });
  return { of: (tenantId) => policies.get(tenantId), isLoaded: () => loaded, stop: () => watch.stop() };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
