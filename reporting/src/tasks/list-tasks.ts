import { sql } from 'kysely';
import { MAX_FOUND_MEMBERS, MAX_TASK_LIST_DAYS } from '#domain/contract/tasks.ts';
import type { searchMembers as searchMembersEndpoint, Task } from '#domain/contract/tasks.ts';
import type { z } from 'zod';
import { dayNumberOf } from '#domain/time/calendar.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { findViewedPerson } from '../access/find-viewed-person.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { readTasks } from '../records/read-tasks.ts';
import { findOwner } from './task-people.ts';
import type { TaskDeps } from './task-people.ts';

export interface TasksAsked {
  readonly personId: string;
  readonly from: WorkDate;
  readonly to: WorkDate;
  readonly requestId: string;
}

/** 業務 of a person: the own, or as approver, which is written down before it is answered. */
export async function listTasks(
  { records, nowMs }: TaskDeps,
  viewer: Viewer,
  { personId: asked, from, to, requestId }: TasksAsked,
): Promise<{ tasks: Task[] } | Refusal> {
  const days = dayNumberOf(to) - dayNumberOf(from) + 1;
  if (days < 1 || days > MAX_TASK_LIST_DAYS) {
    const message = `a date from \`from\` on, ${MAX_TASK_LIST_DAYS} days at most`;
    return refuse('invalid_input', { places: [{ path: 'query.to', message }] });
  }
  const nowMinute = Math.floor(nowMs() / MS_PER_MINUTE);
  const person = await findViewedPerson(records, viewer, asked, nowMinute, requestId, 'task.view');
  if (person === undefined) return refuse('not_found');
  const { tenantId } = viewer;
  const { personId, rules } = person;
  if (!person.isSelf) {
    const detail = { workDate: from, until: to };
    await writeAudit(records, {
      ...{ tenantId, actorId: viewer.personId, action: 'day.viewed', subjectId: personId, detail, requestId },
    });
  }
  return { tasks: await readTasks(records, { tenantId, personId, zone: rules.zone, from, to }) };
}

type Found = z.output<NonNullable<(typeof searchMembersEndpoint)['answer']>>;

/** People of the own company for the field 「参加者」: everyone may know who works here, and sees no more than name and group. */
export async function searchMembers(
  deps: TaskDeps,
  viewer: Viewer,
  text: string,
  requestId: string,
): Promise<Found | Refusal> {
  const owner = await findOwner(deps, viewer, requestId);
  if (owner === undefined) return refuse('not_found');
  const today = owner.currentWorkDate;
  const part = `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const { rows } = await sql<Found['people'][number]>`
    SELECT p.person_id AS "personId", p.name, p.kana, g.name AS "groupName"
    FROM people p
    JOIN LATERAL (
      SELECT a.group_id FROM assignments a
      WHERE a.tenant_id = p.tenant_id AND a.person_id = p.person_id
      ORDER BY a.effective_from <= ${today}::date DESC, abs(a.effective_from - ${today}::date) LIMIT 1) AS present ON true
    JOIN groups g ON g.tenant_id = p.tenant_id AND g.group_id = present.group_id
    WHERE p.tenant_id = ${viewer.tenantId} AND p.status = 'active' AND p.person_id <> ${viewer.personId}
      AND (p.name ILIKE ${part} OR p.kana ILIKE ${part} OR p.employee_number = ${text})
    ORDER BY p.kana, p.name, p.person_id LIMIT ${MAX_FOUND_MEMBERS + 1}`.execute(deps.records);
  return { people: rows.slice(0, MAX_FOUND_MEMBERS), hasMore: rows.length > MAX_FOUND_MEMBERS };
}
