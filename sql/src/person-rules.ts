import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import type { Assignment, PersonRules } from '#domain/contract/work-rules.ts';

interface RulesRow {
  person_id: string;
  rules_version: number;
  zone: string;
  assignments: Assignment[];
  auto_recording: PersonRules['autoRecording'];
}

/** What holds for a person without a pattern: 勤務パターン ID may be empty, and the day then ends at 5:00 (G:795-797). Eight hours, no breaks. */
const NO_PATTERN: Assignment['pattern'] = {
  patternId: '00000000-0000-0000-0000-000000000000',
  code: '',
  name: '',
  breaks: [],
  scheduledMinutes: 480,
  morningMinutes: null,
  autoEndClock: 300,
};

/**
 * The rules of people from their rows, in the form that the processor gets them. People without an assignment (`admin`) have none and are
 * left out. Ascending by `from`, as the contract asks.
 */
export async function readPersonRules(
  db: QueryExecutorProvider,
  tenantId: string,
  personIds: readonly string[],
): Promise<Map<string, PersonRules>> {
  const { rows } = await sql<RulesRow>`
    SELECT p.person_id, p.rules_version, t.zone,
           jsonb_agg(jsonb_build_object(
             'from', to_char(a.effective_from, 'YYYY-MM-DD'),
             'groupId', a.group_id,
             'pattern', CASE WHEN w.pattern_id IS NULL THEN ${JSON.stringify(NO_PATTERN)}::jsonb ELSE jsonb_build_object(
               'patternId', w.pattern_id, 'code', w.code, 'name', w.name, 'breaks', w.breaks,
               'scheduledMinutes', w.scheduled_minutes, 'morningMinutes', w.morning_minutes, 'autoEndClock', w.auto_end_clock) END
           ) ORDER BY a.effective_from) AS assignments,
           coalesce((SELECT jsonb_agg(jsonb_build_object('from', to_char(r.effective_from, 'YYYY-MM-DD'), 'isOn', r.is_on)
                                      ORDER BY r.effective_from)
                     FROM auto_recording_periods r WHERE r.tenant_id = p.tenant_id), '[]') AS auto_recording
    FROM people p
    JOIN tenants t USING (tenant_id)
    JOIN assignments a USING (tenant_id, person_id)
    LEFT JOIN work_patterns w USING (tenant_id, pattern_id)
    WHERE p.tenant_id = ${tenantId} AND p.person_id = ANY(${personIds}::uuid[])
    GROUP BY p.tenant_id, p.person_id, p.rules_version, t.zone`.execute(db);
  return new Map(
    rows.map((row) => [
      row.person_id,
      {
        tenantId,
        personId: row.person_id,
        version: Math.max(1, row.rules_version),
        zone: row.zone,
        assignments: row.assignments,
        autoRecording: row.auto_recording,
      },
    ]),
  );
}
