import type { IncomingMessage } from 'node:http';
import { batchRequestSchema, type BatchAnswer } from '#domain/contract/wire.ts';
import type { KV } from '#platform/nats.ts';
import { checkBatch } from '../batch/check-batch.ts';
import { readJsonBody } from '../batch/read-body.ts';
import { splitMessages } from '../batch/split-messages.ts';
import { markDuplicates, type ActivityPublisher } from '../broker/activity-publisher.ts';
import { readCommittedRanges } from '../broker/committed-ranges.ts';
import type { Policies } from '../broker/policies.ts';
import type { Revocations } from '../broker/revocations.ts';
import type { DiskGuard } from '../disk-guard.ts';
import { readToken } from '../identity/device-token.ts';
import type { IngestMetrics } from '../metrics.ts';
import { parseBody } from './parse-body.ts';
import { Refusal } from './refusal.ts';

export interface TakeBatchDeps {
  tokenKey: Uint8Array;
  publisher: ActivityPublisher;
  committed: KV;
  revocations: Revocations;
  policies: Policies;
  disk: DiskGuard;
  metrics: IngestMetrics;
  clock: () => number;
}

/**
 * The way of a batch: token → policy → limits → items one by one → JetStream's acknowledgement → answer. Nothing is answered 2xx before every
 * message of the batch is stored; what dies on the way is simply sent again.
 */
export async function takeBatch(request: IncomingMessage, deps: TakeBatchDeps): Promise<BatchAnswer> {
  const receivedAt = deps.clock();
  const identity = await readToken(request.headers.authorization, deps.tokenKey, receivedAt);
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

  const batch = parseBody(batchRequestSchema, await readJsonBody(request));
  if (batch.deviceId !== identity.deviceId || (batch.personId ?? identity.personId) !== identity.personId) {
    throw new Refusal('foreign_identity', 'the batch names another device or person than its token');
  }

  const checked = checkBatch(batch, receivedAt, policy);
  const duplicates = await deps.publisher.publish(identity, splitMessages(batch, checked, identity, receivedAt));
  const results = markDuplicates(checked.results, duplicates);
  deps.metrics.countResults(results);
  deps.metrics.observeBatch((deps.clock() - receivedAt) / 1000);
  return {
    results,
    committed: await readCommittedRanges(deps.committed, identity.deviceId, batch.spoolId),
    serverTime: deps.clock(),
    policy,
  };
}
