import type { MonthAnswer } from '#domain/contract/months.ts';
import { countBlocks } from '#domain/tasks/unrequested-blocks.ts';
import { datesOfMonth } from '#domain/time/calendar.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { findViewedPerson } from '../access/find-viewed-person.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { dayOffReader } from '../legal/days-off.ts';
import { loadLegalSettings } from '../legal/load-legal-settings.ts';
import type { Records } from '../records/schema.ts';
import { readComputedDays, readLastReceived } from './queries.ts';
import { readAnswers } from '../unrequested-answers/queries.ts';
import { monthTotalsOf } from './month-totals.ts';
import { readPersonHeader } from './read-person-header.ts';
import { readRequestMarks } from './read-requests.ts';

export interface MonthDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  readonly nowMs: () => number;
}

export interface MonthRequest {
  /** A person's id, or `me`. */
  readonly personId: string;
  /** `yyyymm`. */
  readonly month: string;
  readonly requestId: string;
}

/** 勤務一覧. A look at another person's month is written down before it is answered. */
export async function readMonth(deps: MonthDeps, viewer: Viewer, asked: MonthRequest): Promise<MonthAnswer | Refusal> {
  const person = await findViewedPerson(
    deps.records,
    viewer,
    asked.personId,
    Math.floor(deps.nowMs() / MS_PER_MINUTE),
    asked.requestId,
  );
  const dates = datesOfMonth(`${asked.month.slice(0, 4)}-${asked.month.slice(4)}`);
  const [firstDate] = dates;
  const lastDate = dates.at(-1);
  if (person === undefined || firstDate === undefined || lastDate === undefined) return refuse('not_found');
  const { tenantId } = viewer;
  const { personId } = person;
  if (!person.isSelf) {
    const detail = { month: asked.month };
    const { requestId } = asked;
    await writeAudit(deps.records, {
      tenantId,
      actorId: viewer.personId,
      action: 'month.viewed',
      subjectId: personId,
      detail,
      requestId,
    });
  }
  const span = { tenantId, personId, firstDate, lastDate };
  const [rows, received, header, requests, answers, { settings }] = await Promise.all([
    deps.analytics.query(readComputedDays, span),
    deps.analytics.query(readLastReceived, { tenantId, personId }),
    readPersonHeader(deps.records, person),
    readRequestMarks(deps.records, span),
    readAnswers(deps.records, span),
    loadLegalSettings(deps.records, tenantId),
  ]);
  const dayOffOf = dayOffReader(settings);
  const byDate = new Map(rows.map((row) => [row.workDate, row.day]));
  const lastReceivedAt = Math.max(0, ...received.map((row) => row.receivedAt));
  return {
    person: header,
    month: asked.month,
    currentWorkDate: person.currentWorkDate,
    days: dates.map((workDate) => {
      const day = byDate.get(workDate) ?? null;
      const unrequestedBlocks = countBlocks(day?.ledger ?? [], answers.get(workDate) ?? []);
      const dayOff = dayOffOf(workDate);
      return { workDate, dayOff, requests: requests.get(workDate) ?? [], unrequestedBlocks, day };
    }),
    totals: monthTotalsOf(rows.map((row) => row.day)),
    lastReceivedAt: lastReceivedAt === 0 ? null : lastReceivedAt,
  };
}
