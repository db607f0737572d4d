import { randomUUID } from 'node:crypto';
import { DEFAULT_RETENTION } from '#domain/contract/retention.ts';
import type { MatrixSubject } from '../http/authorization-matrix.ts';
import type { TestPortal } from './portal.ts';

/** What the routes of 外部連携 and データの保存期間 are asked with in the authorization matrix: always a token of the asker's own tenant. */
export const machineInputs = (portalOf: () => TestPortal) => ({
  readAttendance: () => ({ query: { month: '202603' } }),
  saveRetention: async (_: unknown, subject: MatrixSubject) => {
    const { records, house, otherHouse } = portalOf();
    const { tenantId } = subject === 'otherTenant' ? otherHouse : house;
    const row = await records
      .selectFrom('retention_settings')
      .select('version')
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst();
    return { body: { settings: DEFAULT_RETENTION, version: row?.version ?? 0 } };
  },
  createMachineToken: () => ({
    body: { name: '給与', firstMonth: '202603', lastMonth: '202703', groupIds: null, validDays: 30 },
  }),
  revokeMachineToken: async (_: unknown, subject: MatrixSubject) => {
    const { records, house, otherHouse } = portalOf();
    const { tenantId, people } = subject === 'otherTenant' ? otherHouse : house;
    const tokenId = randomUUID();
    await records
      .insertInto('machine_tokens')
      .values({
        ...{ tenant_id: tenantId, token_id: tokenId, name: '給与', secret_hash: Buffer.alloc(32), group_ids: null },
        ...{ first_month: '202603', last_month: '202603', created_by: people.administrator },
        expires_at: new Date(Date.now() + 3_600_000),
      })
      .execute();
    return { params: { tokenId } };
  },
});
