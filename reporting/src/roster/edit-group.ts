import type { z } from 'zod';
import type { addRosterGroup, saveRosterGroup } from '#domain/contract/roster.ts';
import type { RosterGroup, RosterState } from '#domain/roster/types.ts';
import { groupCells } from '#domain/roster/write-roster-rows.ts';
import type { Viewer } from '../access/viewer.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { editRoster } from './edit-roster.ts';
import type { RowEdit } from './edit-roster.ts';
import type { RosterDeps } from './roster-deps.ts';

type AddBody = z.output<NonNullable<(typeof addRosterGroup)['body']>>;
type SaveBody = z.output<NonNullable<(typeof saveRosterGroup)['body']>>;
type GroupFields = Omit<AddBody, 'code'>;

/** Update codes of the group file. */
const CODE = { add: '1', change: '2' } as const;

const rowOf = (code: string, group: RosterGroup): RowEdit => ({
  kind: 'group',
  cells: groupCells(group).with(0, code),
});

/** The screen's ids as the codes of the file; refused where one is not (or no longer) there. */
function textsOf(state: RosterState, fields: GroupFields) {
  const loginIds = new Map([...state.users.values()].map((user) => [user.personId, user.loginId]));
  const codes = new Map([...state.groups.values()].map((group) => [group.groupId, group.code]));
  const parentCode = fields.parentGroupId === null ? null : codes.get(fields.parentGroupId);
  const [approvers, seniorApprovers] = [fields.approvers, fields.seniorApprovers].map((ids) =>
    ids.flatMap((id) => loginIds.get(id) ?? []),
  );
  const isComplete =
    approvers?.length === fields.approvers.length && seniorApprovers?.length === fields.seniorApprovers.length;
  if (parentCode === undefined || !isComplete)
    return refuse('invalid_input', { places: [{ path: 'body', message: 'names what is not in the roster' }] });
  return { name: fields.name, parentCode, approvers, seniorApprovers: seniorApprovers ?? [] };
}

export async function addGroup(
  deps: RosterDeps,
  viewer: Viewer,
  body: AddBody,
  requestId: string,
): Promise<{ version: number; changes: number; groupId: string } | Refusal> {
  const saved = await editRoster(deps, viewer, {
    requestId,
    rowOf: (state) => {
      const texts = textsOf(state, body);
      if (texts instanceof Refusal) return texts;
      return rowOf(CODE.add, { ...texts, groupId: null, code: body.code, isRemoved: false });
    },
  });
  if (saved instanceof Refusal) return saved;
  if (saved.entryId === undefined) throw new Error('a registration that changes nothing');
  return { version: saved.version, changes: saved.changes, groupId: saved.entryId };
}

export async function saveGroup(
  deps: RosterDeps,
  viewer: Viewer,
  groupId: string,
  body: SaveBody,
  requestId: string,
): Promise<{ version: number; changes: number } | Refusal> {
  const saved = await editRoster(deps, viewer, {
    requestId,
    shown: { entryId: groupId, rosterVersion: body.rosterVersion },
    rowOf: (state) => {
      const present = [...state.groups.values()].find((group) => group.groupId === groupId);
      if (present === undefined) return refuse('not_found');
      const texts = textsOf(state, body);
      return texts instanceof Refusal ? texts : rowOf(CODE.change, { ...present, ...texts });
    },
  });
  return saved instanceof Refusal ? saved : { version: saved.version, changes: saved.changes };
}
