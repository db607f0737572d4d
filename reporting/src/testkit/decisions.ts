import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { decideRequests, listApprovals } from '#domain/contract/approvals.ts';
import type { ApprovalDay, ApprovalsAnswer, DecisionResult } from '#domain/contract/approvals.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';
import { publishWorkDay } from '#sql/work-facts.ts';
import { ensureWorkDay } from '../requests/make-request.ts';
import type { Client } from './client.ts';
import type { TestPortal } from './portal.ts';

type Press = readonly ['start' | 'break' | 'resume' | 'end', number];

/** A day whose 開始 and 終了 made requests that wait, as rows; clocks on the work date's 48-hour clock. Gives the ids of the requests. */
export async function addWaitingDay(
  { records, house }: Pick<TestPortal, 'records' | 'house'>,
  personId: string,
  workDate: string,
  presses: readonly Press[],
): Promise<string[]> {
  const { tenantId } = house;
  const date = workDate as WorkDate;
  await ensureWorkDay(records, tenantId, personId, date);
  const rows = presses.map(([kind, clock], position) => ({
    ...{ tenant_id: tenantId, operation_id: randomUUID(), person_id: personId, work_date: date, position, kind },
    operated_at: new Date(minuteOfClock(clock, date, 'Asia/Tokyo') * MS_PER_MINUTE),
    request_id: kind === 'start' || kind === 'end' ? randomUUID() : null,
  }));
  await records.insertInto('operations').values(rows).execute();
  const requests = rows.flatMap(({ kind, request_id }) =>
    (kind === 'start' || kind === 'end') && request_id !== null ? [{ kind, request_id }] : [],
  );
  const common = { tenant_id: tenantId, person_id: personId, work_date: date };
  await records
    .insertInto('requests')
    .values(requests.map((each) => ({ ...common, ...each, mode: 'manual' as const, state: 'submitted' as const })))
    .execute();
  await records
    .insertInto('request_events')
    .values(
      requests.map(({ request_id }) => ({
        ...{ tenant_id: tenantId, request_id, actor_id: personId, action: 'submitted' as const },
      })),
    )
    .execute();
  await publishWorkDay(records, tenantId, personId, date);
  return requests.map(({ request_id }) => request_id);
}

export async function approvalsOf(browser: Client, query: Record<string, string> = {}): Promise<ApprovalsAnswer> {
  const answer = await browser.call(listApprovals, { query });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

/** Decides everything that waits in these days as the list shows it. */
export async function decideDays(
  browser: Client,
  days: readonly ApprovalDay[],
  decision: 'approve' | 'return' = 'approve',
  comment = '',
): Promise<DecisionResult[]> {
  const decisions = days.flatMap(({ requests, seenFigures }) =>
    requests
      .filter(({ state }) => state === 'submitted')
      .map(({ requestId, version }) => ({ requestId, version, decision, comment, seenFigures })),
  );
  const answer = await browser.call(decideRequests, { body: { decisions } });
  assert.equal(answer.status, 200, answer.text);
  return (answer.json as { results: DecisionResult[] }).results;
}
