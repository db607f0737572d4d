import type { IncomingMessage } from 'node:http';
import type { PrivacyPolicy } from '#domain/contract/privacy-policy.ts';
import { batchRequestSchema, type BatchAnswer } from '#domain/contract/wire.ts';
import { checkBatch } from '../batch/check-batch.ts';
import { readJsonBody } from '../batch/read-body.ts';
import { splitMessages } from '../batch/split-messages.ts';
import { markDuplicates, type ActivityPublisher } from '../broker/activity-publisher.ts';
import type { CommittedRanges } from '../broker/committed-ranges.ts';
import type { Policies } from '../broker/policies.ts';
import type { Revocations } from '../broker/revocations.ts';
import type { DiskGuard } from '../disk-guard.ts';
import type { DeviceIdentity } from '../identity/device-token.ts';
import type { KnownTokens } from '../identity/known-tokens.ts';
import type { IngestMetrics } from '../metrics.ts';
import { parseBody } from './parse-body.ts';
import { Refusal } from './refusal.ts';

export interface TakeBatchDeps {
  tokens: KnownTokens;
  publisher: ActivityPublisher;
  committed: CommittedRanges;
  revocations: Revocations;
  policies: Policies;
  disk: DiskGuard;
  metrics: IngestMetrics;
  clock: () => number;
}

/**
 * The way of a batch: token → policy → limits → items one by one → JetStream's acknowledgement → answer. Nothing is answered 2xx before every
 * message of the batch is stored; what dies on the way is simply sent again.
 *
 * @returns the JSON of a BatchAnswer
 */
export async function takeBatch(request: IncomingMessage, deps: TakeBatchDeps): Promise<string> {
  const receivedAt = deps.clock();
  const identity = await deps.tokens.identityOf(request.headers.authorization, receivedAt);
  const policy = mayCome(identity, deps);

  const batch = parseBody(batchRequestSchema, await readJsonBody(request));
  if (batch.deviceId !== identity.deviceId || (batch.personId ?? identity.personId) !== identity.personId) {
    throw new Refusal('foreign_identity', 'the batch names another device or person than its token');
  }

  const checked = checkBatch(batch, receivedAt, policy);
  const duplicates = await deps.publisher.publish(identity, splitMessages(batch, checked, identity, receivedAt));
  const results = markDuplicates(checked.results, duplicates);
  const answeredAt = deps.clock();
  deps.metrics.countResults(results);
  deps.metrics.observeBatch((answeredAt - receivedAt) / 1000);
  const known = { results, serverTime: answeredAt, policy } satisfies Omit<BatchAnswer, 'committed'>;
  return `{"committed":${deps.committed.textOf(identity.deviceId, batch.spoolId)},${JSON.stringify(known).slice(1)}`;
}

/** @throws Refusal before a byte of the body is read, so that a refused sender costs little */
function mayCome(identity: DeviceIdentity, deps: TakeBatchDeps): PrivacyPolicy {
  if (deps.revocations.isRevoked(identity.deviceId)) {
    throw new Refusal('device_revoked', 'this PC has been revoked in the portal: its data is no longer taken');
  }
  if (deps.disk.isLow())
    throw new Refusal('disk_low', 'the disk of the server is low: keep the batch and send it again later');
  const policy = deps.policies.of(identity.tenantId);
  if (policy === undefined) {
    throw new Refusal(
      'policy_unknown',
      'what this tenant lets be stored is not known yet: keep the batch and send it again later',
    );
  }
  return policy;
}
