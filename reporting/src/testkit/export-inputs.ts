import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MatrixSubject } from '../http/authorization-matrix.ts';
import type { House } from './house.ts';
import type { TestPortal } from './portal.ts';

const wanted = () => ({
  jobId: randomUUID(),
  kind: 'kinmu' as const,
  range: { month: '202603' },
  scope: { kind: 'everyone' as const },
  encoding: 'windows-31j' as const,
  guardsFormulas: true,
});

/** What the routes of データ管理 are asked with in the authorization matrix: always a job of the asker's own tenant. */
export function exportInputs(portalOf: () => TestPortal) {
  const houseOf = (subject: MatrixSubject): House =>
    subject === 'otherTenant' ? portalOf().otherHouse : portalOf().house;
  /** A job that no runner touches. */
  const addJob = async (subject: MatrixSubject, state: 'running' | 'done'): Promise<string> => {
    const portal = portalOf();
    const house = houseOf(subject);
    await endJobs(house.tenantId);
    const leaseId = randomUUID();
    const { jobId, guardsFormulas, ...job } = wanted();
    await portal.records
      .insertInto('export_jobs')
      .values({
        ...job,
        range: JSON.stringify(job.range) as never,
        scope: JSON.stringify(job.scope) as never,
        tenant_id: house.tenantId,
        job_id: jobId,
        guards_formulas: guardsFormulas,
        started_by: house.people.employee,
        state,
        lease_id: leaseId,
        lease_until: new Date(Date.now() + 3_600_000),
      })
      .execute();
    const folder = join(portal.deps.portal.exportsDir, house.tenantId);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, leaseId), 'file');
    return jobId;
  };
  const endJobs = (tenantId: string) =>
    portalOf()
      .records.updateTable('export_jobs')
      .set({ state: 'cancelled' })
      .where('tenant_id', '=', tenantId)
      .where('state', 'in', ['waiting', 'running'])
      .execute();
  return {
    createExportJob: async (_: unknown, subject: MatrixSubject) => {
      await endJobs(houseOf(subject).tenantId);
      return { body: wanted() };
    },
    cancelExportJob: async (_: unknown, subject: MatrixSubject) => ({
      params: { jobId: await addJob(subject, 'running') },
    }),
    downloadExport: async (_: unknown, subject: MatrixSubject) => ({
      params: { jobId: await addJob(subject, 'done') },
    }),
  };
}
