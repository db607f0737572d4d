import { randomUUID } from 'node:crypto';
import { dayBeforeOf, operationsOfCorrection } from '#domain/approval/corrected-day.ts';
import type { CorrectedDay } from '#domain/contract/requests.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Viewer } from '../access/viewer.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { correctionTerms } from './correction-terms.ts';
import { sendRequest } from './own-request.ts';
import { readDayFacts, spansOf } from '../work-days/read-day-facts.ts';
import { nowMinuteOf } from '../requests/request-deps.ts';
import type { RequestDeps } from '../requests/request-deps.ts';
import type { CorrectionBody } from '../requests/request-rows.ts';

export interface CorrectionWish {
  readonly requestId: string;
  readonly workDate: WorkDate;
  readonly day: CorrectedDay;
  readonly reason: string;
}

/** 勤務修正: the whole day as it should be, with what counted before. Always decided by a person; counts at once, provisionally. */
export const createCorrection = (deps: RequestDeps, viewer: Viewer, wish: CorrectionWish, httpRequestId: string) =>
  sendRequest(deps, viewer, wish.requestId, httpRequestId, async (rules, trx) => {
    const body = await correctionBody({ ...deps, records: trx }, rules, wish.workDate, wish.day, 'body.day');
    if (body instanceof Refusal) return body;
    return { kind: 'correction', workDate: wish.workDate, reason: wish.reason, body };
  });

/** What is stored of a correction, if the date may be corrected to this day now. `at`: where the day stands in the request, for its problems. */
export async function correctionBody(
  deps: Pick<RequestDeps, 'analytics' | 'nowMs'> & { readonly records: Records },
  rules: PersonRules,
  workDate: WorkDate,
  day: CorrectedDay,
  at: string,
): Promise<CorrectionBody | Refusal> {
  const nowMinute = nowMinuteOf(deps);
  const facts = await readDayFacts(deps, rules, workDate);
  const terms = correctionTerms(facts, rules, workDate, nowMinute);
  if (terms.obstacle !== null) return refuse('correction_not_possible', { message: `The day is ${terms.obstacle}.` });
  const problems = terms.problemsOf(day);
  if (problems.some(({ path }) => path === 'halfDay')) return refuse('half_day_not_possible');
  if (problems.length > 0) {
    return refuse('invalid_input', {
      places: problems.map(({ path, message }) => ({ path: `${at}.${path}`, message })),
    });
  }
  const place = { workDate, zone: rules.zone };
  return {
    operations: operationsOfCorrection(day, place, randomUUID),
    day,
    before: dayBeforeOf(spansOf(facts, rules, workDate, nowMinute), place),
  };
}
