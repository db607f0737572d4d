import { randomUUID } from 'node:crypto';
import type { CorrectedDay } from '#domain/contract/requests.ts';
import type { RequestKind } from '#domain/contract/requests.ts';
import type { TaskKind, WorkOperation, WorkStyle } from '#domain/contract/work-rules.ts';
import { operationsOfCorrection } from '#domain/approval/corrected-day.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { minuteOfClock } from '#domain/time/wall-clock.ts';
import { publishWorkDay } from '#sql/work-facts.ts';
import type { Tables } from '../../records/schema.ts';
import { ensureWorkDay } from '../../requests/make-request.ts';
import type { PersonName } from '../../testkit/house.ts';
import type { TestPortal } from '../../testkit/portal.ts';
import { processDay } from '../../testkit/process-day.ts';

const ZONE = 'Asia/Tokyo';

/** `'26:30'` on the 48-hour clock. */
const clockOfText = (text: string): number => Number(text.slice(0, -3)) * 60 + Number(text.slice(-2));
const at = (workDate: string, clock: string): Date =>
  new Date(minuteOfClock(clockOfText(clock), workDate as WorkDate, ZONE) * MS_PER_MINUTE);

interface Press {
  readonly kind: WorkOperation;
  readonly clock: string;
  readonly isHolidayWork?: boolean;
  readonly workStyle?: WorkStyle;
  /** Index into `requests`. */
  readonly request?: number;
}

interface Asked {
  readonly kind: RequestKind;
  readonly state: 'submitted' | 'approved' | 'returned' | 'withdrawn';
  readonly mode?: 'automatic' | 'manual';
  readonly reason?: string;
  readonly body?: object;
  /** `2026-03-02 09:00` of the calendar, who (nobody: the server), what, comment. */
  readonly events: readonly (readonly [string, PersonName | null, Tables['request_events']['action'], string?])[];
}

export interface GoldenDay {
  readonly person: PersonName;
  readonly workDate: string;
  readonly presses?: readonly Press[];
  readonly requests?: readonly Asked[];
  /** Minutes with one letter each, half-open. */
  readonly active?: readonly (readonly [string, string])[];
}

const moment = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+09:00`);

/** Writes the day's presses and requests as rows and computes it as the processor does. */
export async function storeGoldenDay(portal: TestPortal, day: GoldenDay): Promise<void> {
  const { records, house } = portal;
  const { tenantId } = house;
  const workDate = day.workDate as WorkDate;
  const personId = house.people[day.person];
  const own = { tenant_id: tenantId, person_id: personId, work_date: workDate };
  const requests = (day.requests ?? []).map((each) => ({ ...each, requestId: randomUUID() }));
  await ensureWorkDay(records, tenantId, personId, workDate);
  for (const { requestId, kind, state, mode = 'manual', reason = '', body = {}, events } of requests) {
    const decision = events.findLast(([, , action]) => action === 'approved' || action === 'returned');
    await records
      .insertInto('requests')
      .values({
        ...{ ...own, request_id: requestId, kind, state, mode, reason, body: JSON.stringify(body) },
        ...{ created_at: moment(events[0]?.[0] ?? ''), submitted_at: moment(events[0]?.[0] ?? '') },
        decided_at: decision === undefined ? null : moment(decision[0]),
        decided_by: decision?.[1] ? house.people[decision[1]] : null,
      })
      .execute();
    await records
      .insertInto('request_events')
      .values(
        events.map(([time, actor, action, comment = '']) => ({
          ...{ tenant_id: tenantId, request_id: requestId, at: moment(time), action, comment },
          actor_id: actor === null ? null : house.people[actor],
        })),
      )
      .execute();
  }
  const presses = (day.presses ?? []).map(({ kind, clock, isHolidayWork, workStyle, request }, position) => ({
    ...{ ...own, operation_id: randomUUID(), position, kind, operated_at: at(workDate, clock) },
    ...{ is_holiday_work: isHolidayWork ?? false, work_style: workStyle ?? ('regular' as const) },
    request_id: request === undefined ? null : (requests[request]?.requestId ?? null),
  }));
  if (presses.length > 0) await records.insertInto('operations').values(presses).execute();
  await publishWorkDay(records, tenantId, personId, workDate);
  const active = (day.active ?? []).map(([from, to]) => [clockOfText(from), clockOfText(to)] as const);
  await processDay(portal, tenantId, personId, workDate, active);
}

/** `body` of a correction of a day that began at 9:00 and that nobody ended. */
export function correctionBody(workDate: string, endClock: string): object {
  const span = { startClock: 540, workStyle: 'regular' as const, breaks: [] };
  const choice = { isHolidayWork: false, halfDay: null, scheduledMinutes: null };
  const day: CorrectedDay = { ...choice, spans: [{ ...span, endClock: clockOfText(endClock) }] };
  return {
    day,
    before: { ...choice, spans: [{ ...span, endClock: null }] },
    operations: operationsOfCorrection(day, { workDate: workDate as WorkDate, zone: ZONE }, randomUUID),
  };
}

export interface GoldenTask {
  readonly person: PersonName;
  readonly workDate: string;
  readonly kind: TaskKind;
  /** Clocks; nothing: all day. */
  readonly span?: readonly [string, string];
  readonly title: string;
  readonly detail?: string;
  readonly report?: string;
  readonly progress?: number;
  readonly workStyle?: WorkStyle;
}

export async function storeGoldenTask({ records, house }: TestPortal, task: GoldenTask): Promise<void> {
  const [start, end] = task.span ?? ['0:00', '24:00'];
  await records
    .insertInto('tasks')
    .values({
      ...{ tenant_id: house.tenantId, task_id: randomUUID(), person_id: house.people[task.person] },
      ...{ work_date: task.workDate as WorkDate, kind: task.kind, title: task.title },
      ...{ detail: task.detail ?? '', report: task.report ?? '', progress: task.progress ?? 0 },
      ...{ work_style: task.workStyle ?? 'regular', is_all_day: task.span === undefined },
      ...{ starts_at: at(task.workDate, start), ends_at: at(task.workDate, end) },
    })
    .execute();
}
