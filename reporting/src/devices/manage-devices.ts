import { sql } from 'kysely';
import { can } from '#domain/access/can.ts';
import type { Device } from '#domain/contract/devices.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeRefusedAccess } from '../audit/write-refused-access.ts';
import { newEnrolmentCode, normalisedEnrolmentCode, sha256 } from '../credentials/tokens.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { addCode, hasAssignment, readDevices, readLastReceivedByDevice } from './queries.ts';

export interface DeviceDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  /** What the screen tells the person to type: `enroll <portalUrl> <code>`. */
  readonly publicOrigin: () => string;
  /** Tells the broker of the revocations that wait. Never throws; the sweep repeats what failed. */
  readonly relayRevocations: () => Promise<void>;
}

/** The policy does not look at the group for the own devices. */
const personObject = (tenantId: string, personId: string) => ({ tenantId, personId, groupId: '' });

export async function listDevices(deps: DeviceDeps, viewer: Viewer): Promise<{ devices: Device[] }> {
  const { tenantId, personId } = viewer;
  const rows = await readDevices(deps.records, tenantId, personId);
  const received =
    rows.length === 0 ? [] : await deps.analytics.query(readLastReceivedByDevice, { tenantId, personId });
  const receivedAt = new Map(received.map((row) => [row.deviceId, row.receivedAt]));
  const devices = rows.map((row) => ({
    deviceId: row.device_id,
    name: row.name,
    enrolledAt: row.enrolled_at.getTime(),
    revokedAt: row.revoked_at?.getTime() ?? null,
    lastReceivedAt: receivedAt.get(row.device_id) ?? null,
  }));
  return { devices };
}

export interface EnrolmentCode {
  readonly code: string;
  readonly expiresAt: number;
  readonly portalUrl: string;
}

/** A code for one PC of the viewer; only its hash is kept, so it is shown once. */
export async function createEnrolmentCode(
  deps: DeviceDeps,
  viewer: Viewer,
  requestId: string,
): Promise<EnrolmentCode | Refusal> {
  const { tenantId, personId } = viewer;
  if (!can(viewer, 'enrolment.create', personObject(tenantId, personId), new Map())) return refuse('not_found');
  if (!(await hasAssignment(deps.records, tenantId, personId))) return refuse('not_found');
  const code = newEnrolmentCode();
  const expiresAt = await deps.records.transaction().execute(async (trx) => {
    await writeAudit(trx, {
      tenantId,
      actorId: personId,
      action: 'enrolment-code.created',
      subjectId: personId,
      requestId,
    });
    return addCode(trx, tenantId, personId, sha256(normalisedEnrolmentCode(code)));
  });
  return { code, expiresAt: expiresAt.getTime(), portalUrl: deps.publicOrigin() };
}

/** Revokes here first, then at the broker that ingest listens to. Once revoked, a repeat answers the same. */
export async function revokeDevice(
  deps: DeviceDeps,
  viewer: Viewer,
  deviceId: string,
  requestId: string,
): Promise<{ revoked: true } | Refusal> {
  const { tenantId } = viewer;
  const result = await deps.records.transaction().execute(async (trx) => {
    const device = await trx
      .selectFrom('devices')
      .select(['person_id', 'revoked_at'])
      .where('tenant_id', '=', tenantId)
      .where('device_id', '=', deviceId)
      .forUpdate()
      .executeTakeFirst();
    if (device === undefined) return refuse('not_found');
    if (!can(viewer, 'device.manage', personObject(tenantId, device.person_id), new Map())) {
      await writeRefusedAccess(trx, viewer, 'device.manage', deviceId, requestId);
      return refuse('not_found');
    }
    if (device.revoked_at !== null) return { revoked: true as const };
    await trx
      .updateTable('devices')
      .set({ revoked_at: sql<Date>`now()` })
      .where('tenant_id', '=', tenantId)
      .where('device_id', '=', deviceId)
      .execute();
    await writeAudit(trx, {
      tenantId,
      actorId: viewer.personId,
      action: 'device.revoked',
      subjectId: deviceId,
      requestId,
    });
    return { revoked: true as const };
  });
  if ('revoked' in result) await deps.relayRevocations();
  return result;
}
