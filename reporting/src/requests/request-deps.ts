import type { PersonRules } from '#domain/contract/work-rules.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { UnixMinute } from '#domain/time/types.ts';
import { assignmentOn, workDateOf } from '#domain/time/work-date.ts';
import { can } from '#domain/access/can.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import type { Viewer } from '../access/viewer.ts';
import type { FaultPoint } from '../fault-point.ts';
import type { Records } from '../records/schema.ts';

export interface RequestDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  /** Seals the mails. */
  readonly pepper: Uint8Array;
  /** The server's clock: decides which date is today. */
  readonly nowMs: () => number;
  /** Wakes the relay of the outbox after the commit. */
  readonly kickRelay: () => void;
  readonly faultPoint: FaultPoint;
}

export const nowMinuteOf = (deps: Pick<RequestDeps, 'nowMs'>): UnixMinute => Math.floor(deps.nowMs() / MS_PER_MINUTE);

/** The own rules of someone who sends requests and presses buttons: `admin` and people without group and pattern do not. */
export async function readOwnRules(
  records: Records,
  viewer: Viewer,
  action: 'operation.record' | 'request.send',
  nowMinute: UnixMinute,
): Promise<PersonRules | undefined> {
  const rules = (await readPersonRules(records, viewer.tenantId, [viewer.personId])).get(viewer.personId);
  if (rules === undefined) return undefined;
  const { groupId } = assignmentOn(rules, workDateOf(nowMinute, rules));
  return can(viewer, action, { tenantId: viewer.tenantId, personId: viewer.personId, groupId }, new Map())
    ? rules
    : undefined;
}
