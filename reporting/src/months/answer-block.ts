import type { z } from 'zod';
import type { answerBlock as answerBlockEndpoint, UnrequestedBlock } from '#domain/contract/unrequested-answers.ts';
import { unrequestedBlocks } from '#domain/tasks/unrequested-blocks.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { workDateInterval } from '#domain/time/work-date.ts';
import { findViewedPerson } from '../access/find-viewed-person.ts';
import type { ViewedPerson } from '../access/find-viewed-person.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { describeBlocks } from '../unrequested-answers/describe-blocks.ts';
import { readAnswers, storeAnswer } from '../unrequested-answers/queries.ts';
import { readSiteNameOf } from './day-windows.ts';
import { readComputedDays, readWindowSlices } from './queries.ts';
import { findDayPerson } from './read-day.ts';
import type { DayAsked } from './read-day.ts';
import type { MonthDeps } from './read-month.ts';

type Body = z.output<NonNullable<(typeof answerBlockEndpoint)['body']>>;
type Blocks = { blocks: UnrequestedBlock[] };

export async function readUnrequestedBlocks(
  deps: MonthDeps,
  viewer: Viewer,
  asked: DayAsked,
): Promise<Blocks | Refusal> {
  const person = await findDayPerson(deps, viewer, asked);
  return person === undefined ? refuse('not_found') : blocksOf(deps, person, asked.workDate);
}

/**
 * What the person says about own 申請外. Taken for minutes and not for a block: the processor may find the block longer a moment later, and then
 * asks for the rest. Minutes without any 申請外 are refused, so that nothing is answered that nobody asked.
 */
export async function answerBlock(
  deps: MonthDeps,
  viewer: Viewer,
  body: Body,
  requestId: string,
): Promise<Blocks | Refusal> {
  const nowMinute = Math.floor(deps.nowMs() / MS_PER_MINUTE);
  const person = await findViewedPerson(deps.records, viewer, 'me', nowMinute, requestId, 'unrequested.answer');
  if (person === undefined) return refuse('not_found');
  const { tenantId, personId } = viewer;
  const { workDate, startMinute, endMinute } = body;
  const day = workDateInterval(workDate, person.rules);
  if (startMinute < day.start || endMinute > day.end || endMinute <= startMinute) {
    return refuse('invalid_input', { places: [{ path: 'body.endMinute', message: 'minutes of the work date' }] });
  }
  const [computed] = await readDayRow(deps, person, workDate);
  const isAsked = unrequestedBlocks(computed?.day.ledger ?? []).some((block) =>
    block.active.some((span) => span.start < endMinute && startMinute < span.end),
  );
  if (!isAsked) return refuse('operation_not_possible_now');
  await deps.records.transaction().execute(async (trx) => {
    await storeAnswer(trx, tenantId, personId, body);
    const detail = { workDate, startMinute, endMinute, answer: body.answer };
    await writeAudit(trx, {
      ...{ tenantId, actorId: personId, action: 'unrequested.answered', subjectId: personId, detail, requestId },
    });
  });
  return blocksOf(deps, person, workDate);
}

const readDayRow = ({ analytics }: MonthDeps, { rules, personId }: ViewedPerson, workDate: WorkDate) =>
  analytics.query(readComputedDays, { tenantId: rules.tenantId, personId, firstDate: workDate, lastDate: workDate });

async function blocksOf(deps: MonthDeps, person: ViewedPerson, workDate: WorkDate): Promise<Blocks> {
  const { personId, rules } = person;
  const { tenantId } = rules;
  const span = workDateInterval(workDate, rules);
  const [rows, slices, answers] = await Promise.all([
    readDayRow(deps, person, workDate),
    deps.analytics.query(readWindowSlices, { tenantId, personId, startMinute: span.start, endMinute: span.end }),
    readAnswers(deps.records, { tenantId, personId, firstDate: workDate, lastDate: workDate }),
  ]);
  const siteNameOf = await readSiteNameOf(deps.records, tenantId, slices);
  return { blocks: describeBlocks(rows[0]?.day ?? null, slices, answers.get(workDate) ?? [], siteNameOf) };
}
