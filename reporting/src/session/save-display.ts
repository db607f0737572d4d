import type { Display } from '#domain/contract/session.ts';
import type { Viewer } from '../access/viewer.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Records } from '../records/schema.ts';

/** The choice itself is in the entry: a page that suddenly speaks another language is explained by it. */
export async function saveDisplay(
  records: Records,
  viewer: Viewer,
  display: Display,
  requestId: string,
): Promise<Display> {
  const { tenantId, personId } = viewer;
  return records.transaction().execute(async (trx) => {
    await trx
      .updateTable('people')
      .set(display)
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', personId)
      .execute();
    await writeAudit(trx, {
      tenantId,
      actorId: personId,
      action: 'session.display-changed',
      detail: display,
      requestId,
    });
    return display;
  });
}
