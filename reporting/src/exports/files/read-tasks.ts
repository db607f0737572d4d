import { sql } from 'kysely';
import type { WorkDate } from '#domain/time/types.ts';
import { clockOf } from '#domain/time/wall-clock.ts';
import { assignmentOn } from '#domain/time/work-date.ts';
import type { Records } from '../../records/schema.ts';
import type { DatedSource } from './plan-dated.ts';
import { TASKS_OF_FILE } from './task-files.ts';
import type { ExportTask, TaskFile, TasksOfFile } from './task-files.ts';

/** Minutes of a timestamp, by the database: of hundreds of thousands of dates the conversion is most of the work. */
export const minutesOf = (column: 'starts_at' | 'ends_at') =>
  sql<number>`floor(extract(epoch from ${sql.ref(column)}) / 60)::int8`;

/** The tasks of a work date that a file has, of everyone who is in it. */
export async function readTasksOfDate(
  records: Records,
  { tenantId, rulesOf, filter }: Pick<DatedSource, 'tenantId' | 'rulesOf' | 'filter'>,
  workDate: WorkDate,
  file: TaskFile,
): Promise<ExportTask[]> {
  const { kinds, styles }: TasksOfFile = TASKS_OF_FILE[file];
  const rows = await records
    .selectFrom('tasks')
    .select(['person_id', minutesOf('starts_at').as('start'), minutesOf('ends_at').as('end'), 'is_all_day'])
    .select(['kind', 'work_style', 'title', 'detail', 'report', 'progress'])
    .where('tenant_id', '=', tenantId)
    .where('work_date', '=', workDate)
    .where((either) =>
      either.or([either('kind', 'in', kinds), ...(styles.length === 0 ? [] : [either('work_style', 'in', styles)])]),
    )
    .orderBy('person_id')
    .orderBy('starts_at')
    .orderBy('task_id')
    .execute();
  return rows.flatMap((row): ExportTask[] => {
    const rules = rulesOf.get(row.person_id);
    if (rules === undefined || !filter.hasPerson(row.person_id)) return [];
    const { groupId } = assignmentOn(rules, workDate);
    if (!filter.hasDay(row.person_id, groupId)) return [];
    const { start, end } = row;
    return [
      {
        ...{ personId: row.person_id, groupId, workDate, isAllDay: row.is_all_day, kind: row.kind },
        ...{ startClock: clockOf(start, workDate, rules.zone), endClock: clockOf(end, workDate, rules.zone) },
        ...{ minutes: end - start, workStyle: row.work_style, title: row.title, detail: row.detail },
        ...{ report: row.report, progress: row.progress },
      },
    ];
  });
}
