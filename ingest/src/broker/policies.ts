import { privacyPolicySchema, type PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import { pause } from '#platform/jitter.ts';
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

/** A bucket that the broker lost and somebody made again is another one, and a watch of the old one stays silent for ever: looked for this often. */
const CHECK_MS = 2_000;

/**
 * Fails closed: before the bucket has been read, for a tenant that it does not name, for an entry that cannot be read and while the bucket is not
 * followed, there is no policy. The portal repairs the bucket within seconds; collectors keep their data meanwhile.
 *
 * @param openBucket opens it, made anew where the broker has none
 */
export async function watchPolicies(openBucket: () => Promise<KV>, log: Logger): Promise<Policies> {
  const policies = new Map<string, PrivacyPolicy>();
  const stopping = new AbortController();
  let isLoaded = false;
  const followOne = async (): Promise<void> => {
    const bucket = await openBucket();
    const { values, streamInfo } = await bucket.status();
    const watch = await bucket.watch();
    const check = watchIdentity(openBucket, streamInfo.created, () => watch.stop(), stopping.signal);
    isLoaded = values === 0;
    try {
      for await (const entry of watch) {
        const parsed = entry.operation === 'PUT' ? privacyPolicySchema.safeParse(readJson(entry.string())) : undefined;
        if (parsed?.success === true) policies.set(entry.key, parsed.data);
        else policies.delete(entry.key);
        // delta: how many entries of the initial state are still to come
        if (entry.delta === 0) isLoaded = true;
      }
    } finally {
      isLoaded = false;
      policies.clear();
      check.end();
    }
  };
  void (async () => {
    while (!stopping.signal.aborted) {
      await followOne().catch((err: unknown) => log.warn({ err }, 'the policies of tenants cannot be read'));
      await pause(CHECK_MS / 10, stopping.signal);
    }
  })();
  return {
    of: (tenantId) => policies.get(tenantId),
    isLoaded: () => isLoaded,
    stop: () => stopping.abort(),
  };
}

/** Calls `onChange` once the bucket is no longer the one made at `created`, or when all stops. A broker that is away is no change. */
function watchIdentity(
  openBucket: () => Promise<KV>,
  created: string,
  onChange: () => void,
  stopped: AbortSignal,
): { end: () => void } {
  const ending = new AbortController();
  const ended = AbortSignal.any([stopped, ending.signal]);
  const isOther = async (): Promise<boolean> => {
    try {
      return (await (await openBucket()).status()).streamInfo.created !== created;
    } catch {
      return false;
    }
  };
  void (async () => {
    do await pause(CHECK_MS, ended);
    while (!ended.aborted && !(await isOther()));
    onChange();
  })();
  return { end: () => ending.abort() };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
