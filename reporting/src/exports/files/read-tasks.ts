import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { clockOf } from '#domain/time/wall-clock.ts';
import { assignmentOn } from '#domain/time/work-date.ts';
import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { Records } from '../../records/schema.ts';
import type { ScopeFilter } from './export-people.ts';
import type { ExportTask } from './task-files.ts';

/** Everyone's tasks of a work date who is in the file. */
export async function readTasksOfDate(
  records: Records,
  tenantId: string,
  workDate: WorkDate,
  rulesOf: ReadonlyMap<string, PersonRules>,
  filter: ScopeFilter,
): Promise<ExportTask[]> {
  const rows = await records
    .selectFrom('tasks')
    .select(['person_id', 'work_date', 'starts_at', 'ends_at', 'is_all_day', 'kind', 'work_style'])
    .select(['title', 'detail', 'report', 'progress'])
    .where('tenant_id', '=', tenantId)
    .where('work_date', '=', workDate)
    .orderBy('person_id')
    .orderBy('starts_at')
    .orderBy('task_id')
    .execute();
  return rows.flatMap((row): ExportTask[] => {
    const rules = rulesOf.get(row.person_id);
    if (rules === undefined || !filter.hasPerson(row.person_id)) return [];
    const { groupId } = assignmentOn(rules, workDate);
    if (!filter.hasDay(row.person_id, groupId)) return [];
    const [start, end] = [row.starts_at, row.ends_at].map((at) => Math.floor(at.getTime() / MS_PER_MINUTE));
    if (start === undefined || end === undefined) return [];
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
