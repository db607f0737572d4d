import type { z } from 'zod';
import type { addRosterUser, ROSTER_USER_DEEDS, RosterUserFields, saveRosterUser } from '#domain/contract/roster.ts';
import type { RosterState, RosterUser } from '#domain/roster/types.ts';
import { userCells } from '#domain/roster/write-roster-rows.ts';
import type { Viewer } from '../access/viewer.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { editRoster } from './edit-roster.ts';
import type { RowEdit } from './edit-roster.ts';
import type { RosterDeps } from './roster-deps.ts';

/** Update codes of the user file. */
const CODE = {
  add: '1',
  change: '2',
  suspensions: '3',
  restorations: '4',
  reissues: '5',
  removals: '6',
  deletions: '7',
} as const;

const rowOf = (code: string, user: RosterUser): RowEdit => ({ kind: 'user', cells: userCells(user).with(0, code) });

const userOf = (state: RosterState, personId: string): RosterUser | undefined =>
  [...state.users.values()].find((user) => user.personId === personId);

/** The screen's ids as the codes of the file; refused where one is not (or no longer) there. */
function codesOf(
  state: RosterState,
  fields: RosterUserFields,
): { groupCode: string; patternCode: string | null } | Refusal {
  const group = [...state.groups.values()].find((each) => each.groupId === fields.groupId);
  const pattern = [...state.patterns.values()].find((each) => each.patternId === fields.patternId);
  const missing = [
    ...(group === undefined ? ['body.groupId'] : []),
    ...(pattern === undefined && fields.patternId !== null ? ['body.patternId'] : []),
  ];
  if (group === undefined || missing.length > 0)
    return refuse('invalid_input', { places: missing.map((path) => ({ path, message: 'not in the roster' })) });
  return { groupCode: group.code, patternCode: pattern?.code ?? null };
}

type AddBody = z.output<NonNullable<(typeof addRosterUser)['body']>>;
type SaveBody = z.output<NonNullable<(typeof saveRosterUser)['body']>>;

export async function addUser(
  deps: RosterDeps,
  viewer: Viewer,
  body: AddBody,
  requestId: string,
): Promise<{ version: number; changes: number; personId: string } | Refusal> {
  const saved = await editRoster(deps, viewer, {
    requestId,
    rowOf: (state) => {
      const codes = codesOf(state, body);
      if (codes instanceof Refusal) return codes;
      return rowOf(CODE.add, { ...body, ...codes, personId: null, status: 'active' });
    },
  });
  if (saved instanceof Refusal) return saved;
  if (saved.entryId === undefined) throw new Error('a registration that changes nothing');
  return { version: saved.version, changes: saved.changes, personId: saved.entryId };
}

export async function saveUser(
  deps: RosterDeps,
  viewer: Viewer,
  personId: string,
  body: SaveBody,
  requestId: string,
): Promise<{ version: number; changes: number } | Refusal> {
  const { rosterVersion, effectiveFrom, ...fields } = body;
  const saved = await editRoster(deps, viewer, {
    requestId,
    effectiveFrom,
    shown: { entryId: personId, rosterVersion },
    rowOf: (state) => {
      const present = userOf(state, personId);
      if (present === undefined) return refuse('not_found');
      const codes = codesOf(state, fields);
      return codes instanceof Refusal ? codes : rowOf(CODE.change, { ...present, ...fields, ...codes });
    },
  });
  return saved instanceof Refusal ? saved : { version: saved.version, changes: saved.changes };
}

export async function actOnUser(
  deps: RosterDeps,
  viewer: Viewer,
  asked: {
    readonly personId: string;
    readonly deed: (typeof ROSTER_USER_DEEDS)[number];
    readonly rosterVersion: number;
    readonly erasesData?: boolean | undefined;
  },
  requestId: string,
): Promise<{ version: number; changes: number } | Refusal> {
  const { personId, deed, rosterVersion, erasesData = false } = asked;
  const saved = await editRoster(deps, viewer, {
    requestId,
    shown: { entryId: personId, rosterVersion },
    rowOf: (state) => {
      const present = userOf(state, personId);
      return present === undefined ? refuse('not_found') : rowOf(CODE[deed], present);
    },
    ...(deed === 'deletions' && erasesData
      ? { beforeCommit: (trx) => chooseErasing(trx, viewer.tenantId, personId) }
      : {}),
  });
  return saved instanceof Refusal ? saved : { version: saved.version, changes: saved.changes };
}

/** The choice holds with the deletion, or neither does. roster/erase-data.ts does it. */
async function chooseErasing(trx: Records, tenantId: string, personId: string): Promise<void> {
  await trx
    .updateTable('people')
    .set({ erases_data: true })
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute();
}
