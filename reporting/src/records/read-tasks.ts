import { sql } from 'kysely';
import type { Task } from '#domain/contract/tasks.ts';
import { MINUTES_PER_DAY, MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { clockOf, endClockOf } from '#domain/time/wall-clock.ts';
import type { Records, Tables } from './schema.ts';

export type TaskRow = Pick<
  Tables['tasks'],
  'task_id' | 'person_id' | 'work_date' | 'kind' | 'title' | 'starts_at' | 'ends_at' | 'external_id'
> & {
  work_style: Task['workStyle'];
  detail: string;
  is_all_day: boolean;
  is_owner: boolean;
  is_dropped: boolean;
  report: string;
  progress: number;
  source: Task['source'];
  version: number;
};

export const TASK_COLUMNS = [
  ...([
    'task_id',
    'person_id',
    'work_date',
    'kind',
    'work_style',
    'title',
    'detail',
    'is_all_day',
    'is_owner',
  ] as const),
  ...(['starts_at', 'ends_at', 'report', 'progress', 'source', 'external_id', 'is_dropped', 'version'] as const),
] as const;

interface TasksAsked {
  readonly tenantId: string;
  readonly personId: string;
  readonly zone: string;
}

/** 業務 of a person between two work dates, both included, as contracts carry them: all-day ones of a date first, then by start. */
export async function readTasks(
  records: Records,
  asked: TasksAsked & { readonly from: WorkDate; readonly to: WorkDate },
): Promise<Task[]> {
  const rows = await records
    .selectFrom('tasks')
    .select([...TASK_COLUMNS])
    .where('tenant_id', '=', asked.tenantId)
    .where('person_id', '=', asked.personId)
    .where('work_date', '>=', asked.from)
    .where('work_date', '<=', asked.to)
    .orderBy('work_date')
    .orderBy('is_all_day', 'desc')
    .orderBy('starts_at')
    .orderBy('task_id')
    .execute();
  return describeTasks(records, asked, rows);
}

/** One person's row of a task; undefined: they are not in it. */
export async function readTask(records: Records, asked: TasksAsked, taskId: string): Promise<Task | undefined> {
  const row = await records
    .selectFrom('tasks')
    .select([...TASK_COLUMNS])
    .where('tenant_id', '=', asked.tenantId)
    .where('person_id', '=', asked.personId)
    .where('task_id', '=', taskId)
    .executeTakeFirst();
  return row === undefined ? undefined : (await describeTasks(records, asked, [row]))[0];
}

async function describeTasks(records: Records, asked: TasksAsked, rows: readonly TaskRow[]): Promise<Task[]> {
  const members = await readMembers(records, asked.tenantId, rows);
  return rows.map((row) => ({ ...describeTask(row, asked.zone), members: members.get(row.task_id) ?? [] }));
}

export function describeTask(row: TaskRow, zone: string): Omit<Task, 'members'> {
  const startMinute = Math.floor(row.starts_at.getTime() / MS_PER_MINUTE);
  const endMinute = Math.floor(row.ends_at.getTime() / MS_PER_MINUTE);
  const span = { start: startMinute, end: endMinute };
  const clocks = row.is_all_day
    ? { startClock: 0, endClock: MINUTES_PER_DAY }
    : { startClock: clockOf(startMinute, row.work_date, zone), endClock: endClockOf(span, row.work_date, zone) };
  return {
    ...{ taskId: row.task_id, personId: row.person_id, workDate: row.work_date, kind: row.kind },
    ...{ title: row.title, detail: row.detail, isAllDay: row.is_all_day, ...clocks, startMinute, endMinute },
    ...{ workStyle: row.work_style, report: row.report, progress: row.progress, source: row.source },
    ...{ isDropped: row.is_dropped, isOwner: row.is_owner, version: row.version },
  };
}

async function readMembers(
  records: Records,
  tenantId: string,
  rows: readonly TaskRow[],
): Promise<Map<string, Task['members']>> {
  if (rows.length === 0) return new Map();
  const members = await records
    .selectFrom('tasks as t')
    .innerJoin('people as p', (join) =>
      join.onRef('p.tenant_id', '=', 't.tenant_id').onRef('p.person_id', '=', 't.person_id'),
    )
    .select(['t.task_id', 't.person_id', 'p.name', 't.is_owner', 't.progress'])
    .where('t.tenant_id', '=', tenantId)
    .where(sql<boolean>`t.task_id = ANY(${rows.map((row) => row.task_id)}::uuid[])`)
    .orderBy('t.is_owner', 'desc')
    .orderBy('p.name')
    .orderBy('t.person_id')
    .execute();
  const byTask = Map.groupBy(members, (member) => member.task_id);
  return new Map(
    [...byTask].map(([taskId, each]) => [
      taskId,
      each.map((member) => ({
        ...{ personId: member.person_id, name: member.name },
        ...{ isOwner: member.is_owner, progress: member.progress },
      })),
    ]),
  );
}
