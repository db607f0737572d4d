import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { dayBeforeOf, operationsOfCorrection } from '#domain/approval/corrected-day.ts';
import type { ComputedDay } from '#domain/contract/computed-day.ts';
import type { CorrectedDay, previewCorrection as previewCorrectionEndpoint } from '#domain/contract/requests.ts';
import type { DeclaredDay, PersonRules } from '#domain/contract/work-rules.ts';
import type { UnixMinute, WorkDate } from '#domain/time/types.ts';
import { assignmentOn } from '#domain/time/work-date.ts';
import { computeDay } from '#domain/worktime/compute-day.ts';
import { declaredFiguresOf } from '#domain/worktime/declared-figures.ts';
import type { Viewer } from '../access/viewer.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { correctionTerms } from './correction-terms.ts';
import { readDayFacts, spansOf } from '../work-days/read-day-facts.ts';
import type { DayFacts } from '../work-days/read-day-facts.ts';
import { nowMinuteOf, readOwnRules } from '../requests/request-deps.ts';
import type { RequestDeps } from '../requests/request-deps.ts';

type Preview = z.output<NonNullable<(typeof previewCorrectionEndpoint)['answer']>>;

/** What holds of an own date, and what a correction would make of it: by `computeDay`, from the facts that the processor has too. */
export async function previewCorrection(
  deps: Pick<RequestDeps, 'records' | 'analytics' | 'nowMs'>,
  viewer: Viewer,
  workDate: WorkDate,
  draft: CorrectedDay | undefined,
): Promise<Preview | Refusal> {
  const nowMinute = nowMinuteOf(deps);
  const rules = await readOwnRules(deps.records, viewer, 'request.send', nowMinute);
  if (rules === undefined) return refuse('not_found');
  const facts = await readDayFacts(deps, rules, workDate);
  const { obstacle, firstClock, lastClock, problemsOf } = correctionTerms(facts, rules, workDate, nowMinute);
  const places = (draft === undefined ? [] : problemsOf(draft)).map(({ path, message }) => ({
    path: `query.draft.${path}`,
    message,
  }));
  if (places.length > 0) return refuse('invalid_input', { places });
  const { name, breaks, scheduledMinutes, morningMinutes } = assignmentOn(rules, workDate).pattern;
  const place = { workDate, zone: rules.zone };
  const figuresOf = (declared: DeclaredDay) => previewFigures(facts, declared, rules, workDate, nowMinute);
  return {
    ...{ workDate, obstacle, firstClock, lastClock },
    pattern: { name, breaks, scheduledMinutes, morningMinutes },
    before: { day: dayBeforeOf(spansOf(facts, rules, workDate, nowMinute), place), figures: figuresOf(facts.declared) },
    after:
      draft === undefined
        ? null
        : {
            day: draft,
            figures: figuresOf(correctedBy(facts.declared, operationsOfCorrection(draft, place, randomUUID))),
          },
  };
}

/** The declared day as it would be once the correction is sent: it holds in place of the presses, and of an approval. */
const correctedBy = (declared: DeclaredDay, operations: DeclaredDay['operations']): DeclaredDay => ({
  ...declared,
  approval: null,
  corrections: [...declared.corrections, { requestId: randomUUID(), state: 'submitted', operations }],
});

function previewFigures(
  { activeMinutes }: DayFacts,
  declared: DeclaredDay,
  rules: PersonRules,
  workDate: WorkDate,
  nowMinute: UnixMinute,
): Preview['before']['figures'] {
  const day: ComputedDay = computeDay({
    ...{ workDate, rules, declared, activeMinutes, nowMinute },
    ...{ awakeMinutes: activeMinutes, sensorLost: [] },
  });
  return { ...declaredFiguresOf(day), unrequestedMinutes: day.unrequestedMinutes };
}
