import { AUDIT_ACTIONS } from '#domain/contract/audit.ts';

export interface AuditFilter {
  /** `yyyy-mm-dd` or empty. */
  from: string;
  to: string;
  action: string;
  person: string;
}
export const NO_FILTER: AuditFilter = { from: '', to: '', action: '', person: '' };

/** Only what narrows. A range that was typed the wrong way round is meant the right way. */
export function queryOf({ from, to, action, person }: AuditFilter) {
  const known = AUDIT_ACTIONS.find((each) => each === action);
  const [first, last] = from !== '' && to !== '' && from > to ? [to, from] : [from, to];
  const wanted = person.normalize('NFKC').trim().slice(0, 64);
  return {
    ...(first === '' ? {} : { from: first }),
    ...(last === '' ? {} : { to: last }),
    ...(known === undefined ? {} : { action: known }),
    ...(wanted === '' ? {} : { person: wanted }),
  };
}
