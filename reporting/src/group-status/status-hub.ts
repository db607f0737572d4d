import type { PersonStatus } from '#domain/contract/group-status.ts';
import type { Logger } from '#platform/log.ts';
import type { GroupMember } from '../access/group-members.ts';
import { repeatEvery } from '../repeat-every.ts';
import { readDeclaredToday } from './queries.ts';
import { readStatusRows } from './read-rows.ts';
import type { StatusDeps, StatusRow } from './read-rows.ts';

/** How often the revisions of the declared days are compared: a press is on the screen within two seconds. */
const LOOK_MS = 1_000;
/** Every n-th look reads all rows again: PC activity, running tasks and the minutes that pass. */
const LOOKS_FOR_ALL = 15;

export interface StatusHub {
  /** Rows of these people as they stand now. From the moment the promise resolves on `onChange` gets each row that differs from them. */
  watch(
    tenantId: string,
    members: readonly GroupMember[],
    onChange: (status: PersonStatus) => void,
  ): Promise<{ readonly people: PersonStatus[]; readonly unwatch: () => void }>;
  stop(): Promise<void>;
}

interface Watcher {
  readonly personIds: ReadonlySet<string>;
  readonly onChange: (status: PersonStatus) => void;
}

/** What one tenant's watchers see together: each person is read once, however many screens show them. */
interface Watch {
  readonly watchers: Set<Watcher>;
  readonly members: Map<string, GroupMember>;
  readonly rows: Map<string, StatusRow>;
  looks: number;
  stop: () => Promise<void>;
}

/**
 * Looks for changes on behalf of every open グループの勤務状況: one poll a tenant, only while somebody watches.
 *
 *   each second      revisions of the watched days (PostgreSQL, by key)  → rows of those that rose, and of those still behind
 *   each 15 seconds  all rows                                            → PC activity, tasks, minutes
 */
export function createStatusHub(deps: StatusDeps & { readonly log: Logger }): StatusHub {
  const watches = new Map<string, Watch>();
  const open = (tenantId: string): Watch => {
    const existing = watches.get(tenantId);
    if (existing !== undefined) return existing;
    const watch: Watch = {
      watchers: new Set(),
      members: new Map(),
      rows: new Map(),
      looks: 0,
      stop: () => Promise.resolve(),
    };
    watches.set(tenantId, watch);
    watch.stop = repeatEvery(LOOK_MS, () => look(deps, tenantId, watch), deps.log);
    return watch;
  };
  return {
    watch: async (tenantId, members, onChange) => {
      const rows = await readStatusRows(deps, tenantId, members);
      const watch = open(tenantId);
      const watcher: Watcher = { personIds: new Set(members.map((member) => member.personId)), onChange };
      for (const member of members) watch.members.set(member.personId, member);
      // What was read here is told to the others too, so that all of them have seen the row that the next look compares with.
      tellChanges(watch, rows);
      watch.watchers.add(watcher);
      const unwatch = (): void => {
        watch.watchers.delete(watcher);
        forgetUnwatched(watch);
        if (watch.watchers.size > 0 || watches.get(tenantId) !== watch) return;
        watches.delete(tenantId);
        void watch.stop();
      };
      const people = members.flatMap((member) => watch.rows.get(member.personId)?.status ?? []);
      return { people, unwatch };
    },
    stop: async () => {
      const open = [...watches.values()];
      watches.clear();
      await Promise.all(open.map((watch) => watch.stop()));
    },
  };
}

async function look(deps: StatusDeps, tenantId: string, watch: Watch): Promise<void> {
  const members = [...watch.members.values()];
  if (members.length === 0) return;
  watch.looks += 1;
  const isAll = watch.looks % LOOKS_FOR_ALL === 0;
  const changed = isAll ? members : await changedMembers(deps, tenantId, watch, members);
  tellChanges(watch, await readStatusRows(deps, tenantId, changed));
}

async function changedMembers(
  deps: StatusDeps,
  tenantId: string,
  watch: Watch,
  members: readonly GroupMember[],
): Promise<GroupMember[]> {
  const declared = await readDeclaredToday(deps.records, tenantId, members);
  const versionOf = new Map(declared.map((row) => [row.personId, row.version]));
  return members.filter((member) => {
    const row = watch.rows.get(member.personId);
    return row === undefined || row.isBehind || row.version !== (versionOf.get(member.personId) ?? 0);
  });
}

/** A row that was read before a newer one is dropped: two readings may overlap. So is one of a person whom nobody watches any more. */
function tellChanges(watch: Watch, rows: ReadonlyMap<string, StatusRow>): void {
  for (const [personId, row] of rows) {
    if (!watch.members.has(personId)) continue;
    const known = watch.rows.get(personId);
    const isSameDay = known?.status.workDate === row.status.workDate;
    if (known !== undefined && isSameDay && known.version > row.version) continue;
    watch.rows.set(personId, row);
    if (known !== undefined && JSON.stringify(known.status) === JSON.stringify(row.status)) continue;
    for (const watcher of watch.watchers) if (watcher.personIds.has(personId)) watcher.onChange(row.status);
  }
}

function forgetUnwatched(watch: Watch): void {
  for (const personId of watch.members.keys()) {
    if ([...watch.watchers].some((watcher) => watcher.personIds.has(personId))) continue;
    watch.members.delete(personId);
    watch.rows.delete(personId);
  }
}
