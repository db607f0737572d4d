import type { PersonStatus } from '#domain/contract/group-status.ts';
import { presenceOf } from '#domain/group-status/presence-of.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { clockOf } from '#domain/time/wall-clock.ts';
import { computeDay } from '#domain/worktime/compute-day.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { readDeclaredDay } from '#sql/work-facts.ts';
import type { GroupMember } from '../access/group-members.ts';
import type { Records } from '../records/schema.ts';
import { readComputedToday, readDeclaredToday, readRunningTasks } from './queries.ts';
import type { ComputedToday, DeclaredToday } from './queries.ts';

export interface StatusDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  readonly nowMs: () => number;
}

export interface StatusRow {
  readonly status: PersonStatus;
  /** Revision of the declared day that the row shows; 0: nothing declared. */
  readonly version: number;
  /** The figures are still those of an older revision: look again soon. */
  readonly isBehind: boolean;
}

/** People whose day is read from PostgreSQL at once while the processor computes it. More than that (a start at 9:00 sharp) wait a second. */
const PRESSED_AT_ONCE = 100;

/**
 * The rows of people as they stand now. Presence comes from the computed day; where a press is newer than that, from the same rule over what is
 * declared, so that an approver sees it at once; figures follow with the computed day.
 */
export async function readStatusRows(
  deps: StatusDeps,
  tenantId: string,
  members: readonly GroupMember[],
): Promise<Map<string, StatusRow>> {
  if (members.length === 0) return new Map();
  const nowMs = deps.nowMs();
  const [declaredRows, tasks, computedRows] = await Promise.all([
    readDeclaredToday(deps.records, tenantId, members),
    readRunningTasks(deps.records, tenantId, members, nowMs),
    deps.analytics.query(readComputedToday, {
      tenantId,
      personIds: members.map((member) => member.personId),
      workDates: [...new Set(members.map((member) => member.workDate))],
    }),
  ]);
  const declaredOf = new Map(declaredRows.map((row) => [row.personId, row]));
  const computedOf = new Map(computedRows.map((row) => [`${row.personId} ${row.workDate}`, row]));
  const ahead = members.filter((member) =>
    isBehind(computedOf.get(`${member.personId} ${member.workDate}`), declaredOf.get(member.personId)),
  );
  const pressed = await readPressed(deps, ahead.slice(0, PRESSED_AT_ONCE), nowMs);
  return new Map(
    members.map((member) => {
      const computed = computedOf.get(`${member.personId} ${member.workDate}`);
      const declared = declaredOf.get(member.personId);
      const status = describe(member, pressed.get(member.personId) ?? computed, computed, declared);
      const row = { ...status, taskTitle: tasks.get(member.personId) ?? null };
      return [
        member.personId,
        { status: row, version: declared?.version ?? 0, isBehind: isBehind(computed, declared) },
      ];
    }),
  );
}

const isBehind = (computed: ComputedToday | undefined, declared: DeclaredToday | undefined): boolean =>
  declared !== undefined && (computed?.workVersion ?? 0) < declared.version;

type Standing = Pick<ComputedToday, 'dayState' | 'workStyle' | 'isHolidayWork' | 'clockInClock'>;

/** The day by the rules, without the PC log: state and start do not depend on it while the day runs. */
async function readPressed(
  deps: StatusDeps,
  members: readonly GroupMember[],
  nowMs: number,
): Promise<Map<string, Standing>> {
  const standings = await Promise.all(
    members.map(async ({ personId, workDate, rules }) => {
      const declared = await readDeclaredDay(deps.records, { tenantId: rules.tenantId, personId, workDate }, 1);
      const nowMinute = Math.floor(nowMs / MS_PER_MINUTE);
      const none = { activeMinutes: [], awakeMinutes: [], sensorLost: [] };
      return [personId, computeDay({ workDate, rules, declared, nowMinute, ...none })] as const;
    }),
  );
  return new Map(standings);
}

function describe(
  member: GroupMember,
  standing: Standing | undefined,
  computed: ComputedToday | undefined,
  declared: DeclaredToday | undefined,
): Omit<PersonStatus, 'taskTitle'> {
  const { personId, employeeNumber, name, groupId, workDate, rules } = member;
  const pressMinute = declared?.lastPressMinute ?? null;
  return {
    ...{ personId, employeeNumber, name, groupId, workDate },
    presence: standing === undefined ? 'notStarted' : presenceOf(standing),
    workStyle: standing?.workStyle ?? 'regular',
    isHolidayWork: standing?.isHolidayWork ?? false,
    startClock: standing?.clockInClock ?? null,
    sinceClock: pressMinute === null ? null : clockOf(pressMinute, workDate, rules.zone),
    figures:
      computed === undefined
        ? null
        : {
            workedMinutes: computed.workedMinutes,
            overtimeMinutes: computed.overtimeMinutes,
            unrequestedMinutes: computed.unrequestedMinutes,
            lastActiveClock: computed.lastActiveClock,
          },
  };
}
