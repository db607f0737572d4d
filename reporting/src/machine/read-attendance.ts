import { once } from 'node:events';
import type { Response } from 'express';
import type { z } from 'zod';
import type { readAttendance as readAttendanceEndpoint } from '#domain/contract/machine.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Logger } from '#platform/log.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { readExportGroups, readExportPersons, scopeFilter } from '../exports/files/export-people.ts';
import type { KinmuPersonDay } from '../exports/files/kinmu-file.ts';
import { readKinmuDates } from '../exports/files/plan-kinmu.ts';
import { rowsOf } from '../exports/writer/format.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Exchange } from '../http/mount.ts';
import type { Records } from '../records/schema.ts';
import { attendanceLines } from './attendance-lines.ts';
import type { AttendanceSource } from './attendance-lines.ts';
import type { Caller } from '../access/caller.ts';

export interface AttendanceDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  readonly log: Logger;
}

type Asked = z.output<NonNullable<(typeof readAttendanceEndpoint)['query']>>;

const MEDIA_TYPE = { jsonl: 'application/x-ndjson; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;

/**
 * Streams 勤務データ to another system. The audit row comes before the first byte, a second one says how many rows went out. A caller that goes
 * away stops it at the next work date; a store that fails midway breaks the connection, so that half a month never looks whole.
 */
export async function readAttendance(
  deps: AttendanceDeps,
  caller: Caller,
  asked: Asked,
  { response, requestId }: Exchange,
): Promise<Refusal | undefined> {
  const { tenantId, tokenId } = caller;
  const { month, cursor, format } = asked;
  const trace = { tenantId, subjectId: tokenId, requestId };
  if (month < caller.firstMonth || month > caller.lastMonth) {
    const detail = { month, what: 'machine.attendance' };
    await writeAudit(deps.records, { ...trace, action: 'access.refused', detail });
    return refuse('token_month_refused');
  }
  if (cursor !== undefined && cursor.slice(0, 7).replace('-', '') !== month)
    return refuse('invalid_input', { places: [{ path: 'query.cursor', message: 'a cursor of another month' }] });
  const source = await sourceOf(deps, caller, asked);
  const detail = { month, format, cursor: cursor ?? null };
  await writeAudit(deps.records, { ...trace, action: 'machine.attendance-started', detail });
  response.status(200);
  response.setHeader('Content-Type', MEDIA_TYPE[format]);
  // Packed on the way, a line that was sent could wait in the packer.
  response.setHeader('Cache-Control', 'no-store, no-transform');
  const sent = { rows: 0, isComplete: false };
  try {
    await send(source, response, sent);
  } catch (err) {
    deps.log.error({ err, requestId }, 'attendance broke off');
    response.destroy();
  }
  await writeAudit(deps.records, { ...trace, action: 'machine.attendance-read', detail: { ...detail, ...sent } });
  response.end();
  return undefined;
}

async function sourceOf(deps: AttendanceDeps, caller: Caller, asked: Asked): Promise<AttendanceSource> {
  const { tenantId } = caller;
  const [persons, groups] = await Promise.all([
    readExportPersons(deps.records, tenantId),
    readExportGroups(deps.records, tenantId),
  ]);
  const { groupIds: scope } = caller;
  const filter = scopeFilter(
    scope === null ? { kind: 'everyone' } : { kind: 'groups', groupIds: [...scope] },
    groups.parents,
  );
  const groupIds = [...(filter.groupIds ?? [])];
  return {
    ...{ month: asked.month, format: asked.format, cursor: asked.cursor },
    employeeNumbers: new Map(persons.map((person) => [person.personId, person.employeeNumber])),
    readDate: async (workDate) =>
      rowsOf<KinmuPersonDay>(
        await deps.analytics.queryText(readKinmuDates, { tenantId, from: workDate, to: workDate, groupIds }),
      ),
  };
}

/** Piece by piece at the caller's pace. `sent.rows` are those given to the connection. */
async function send(
  source: AttendanceSource,
  response: Response,
  sent: { rows: number; isComplete: boolean },
): Promise<void> {
  for await (const { text, rows } of attendanceLines(source)) {
    if (response.destroyed) return;
    sent.rows += rows;
    if (response.write(text)) continue;
    await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  sent.isComplete = !response.destroyed;
}
