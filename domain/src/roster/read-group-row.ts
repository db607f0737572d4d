import type { CellReader } from './cell-reader.ts';
import type { RosterGroup } from './types.ts';

/** A row of the group file as a group that exists (guide table 3-2). `present`: what the roster holds under this code. */
export function readGroupRow(row: CellReader, code: string, present: RosterGroup | undefined): RosterGroup {
  return {
    groupId: present?.groupId ?? null,
    code,
    name: row.text(3, present?.name),
    approvers: row.list(4, present?.approvers),
    seniorApprovers: row.list(5, present?.seniorApprovers),
    parentCode: row.text(6, present?.parentCode ?? undefined) || null,
    isRemoved: false,
  };
}
