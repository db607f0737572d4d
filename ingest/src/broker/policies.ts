import { privacyPolicySchema, type PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import type { KV } from '#platform/nats.ts';
import type { Logger } from '#platform/log.ts';
import { followBucket, type FollowedBucket } from './follow-bucket.ts';

/** What each tenant lets be stored, kept current by watching the bucket that the portal writes. */
export interface Policies extends FollowedBucket {
  /** Undefined: not known, so nothing of this tenant may be taken. */
  of(tenantId: string): PrivacyPolicy | undefined;
}

/**
 * Fails closed: before the bucket has been read, for a tenant that it does not name, for an entry that cannot be read and while the bucket is not
 * followed, there is no policy. The portal repairs the bucket within seconds; collectors keep their data meanwhile.
 */
export function watchPolicies(openBucket: () => Promise<KV>, log: Logger): Policies {
  const policies = new Map<string, PrivacyPolicy>();
  const reader = {
    put: (tenantId: string, text: string): void => {
      const parsed = privacyPolicySchema.safeParse(readJson(text));
      if (parsed.success) policies.set(tenantId, parsed.data);
      else policies.delete(tenantId);
    },
    remove: (tenantId: string): void => void policies.delete(tenantId),
    clear: (): void => policies.clear(),
  };
  const followed = followBucket(openBucket, reader, log, 'the list of what tenants let be stored');
  return { ...followed, of: (tenantId) => policies.get(tenantId) };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
