import type { PersonRules } from '#domain/contract/work-rules.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { publishWorkDay } from '#sql/work-facts.ts';
import { readPersonRules } from '#sql/person-rules.ts';
import { findViewedPerson } from '../access/find-viewed-person.ts';
import type { ViewedPerson } from '../access/find-viewed-person.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Records } from '../records/schema.ts';

export interface TaskDeps {
  readonly records: Records;
  readonly nowMs: () => number;
  /** Wakes the relay of the outbox after the commit. */
  readonly kickRelay: () => void;
}

/** The signed-in person, if they have tasks at all: `admin` and people without group and pattern have none. */
export const findOwner = (
  deps: Pick<TaskDeps, 'records' | 'nowMs'>,
  viewer: Viewer,
  requestId: string,
): Promise<ViewedPerson | undefined> =>
  findViewedPerson(deps.records, viewer, 'me', Math.floor(deps.nowMs() / MS_PER_MINUTE), requestId, 'task.manage');

/** The rules of everyone named, if all of them can take part: they work here and have not left. */
export async function readRulesOfMembers(
  records: Records,
  tenantId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, PersonRules> | undefined> {
  const rules = await readPersonRules(records, tenantId, personIds);
  const rows = await records
    .selectFrom('people')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', [...personIds])
    .where('status', '=', 'active')
    .execute();
  const canTakePart = new Set(rows.map((row) => row.person_id));
  return personIds.every((personId) => rules.has(personId) && canTakePart.has(personId)) ? rules : undefined;
}

/** Person-dates whose tasks a transaction has changed, each once. */
export class TouchedDays {
  readonly #keys = new Set<string>();

  add(personId: string, workDate: WorkDate): void {
    this.#keys.add(`${personId} ${workDate}`);
  }

  /** Tells the processor of each, in one order for all transactions. Call it last: it locks the days. */
  async publish(trx: Records, tenantId: string): Promise<void> {
    for (const key of [...this.#keys].sort()) {
      const [personId = '', workDate = ''] = key.split(' ');
      await publishWorkDay(trx, tenantId, personId, workDate as WorkDate);
    }
  }
}
