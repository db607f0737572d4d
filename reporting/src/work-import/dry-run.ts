import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { SHOWN_WORK_IMPORT_DAYS, SHOWN_WORK_IMPORT_PROBLEMS } from '#domain/contract/work-import.ts';
import type {
  readWorkImportDraft as readDraftEndpoint,
  WorkImportAction,
  WorkImportProblem,
} from '#domain/contract/work-import.ts';
import { MS_PER_MINUTE } from '#domain/time/types.ts';
import { dayKey } from '#domain/work-import/group-by-day.ts';
import { settleDays } from '#domain/work-import/settle-days.ts';
import type { PresentDay, SettledDay } from '#domain/work-import/settle-days.ts';
import type { ImportedDay, ImportedTaskDay, ImportedWorkDay, ImportPerson } from '#domain/work-import/types.ts';
import type { Viewer } from '../access/viewer.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import { isRemoved } from '../records/read-kept-from.ts';
import type { Records } from '../records/schema.ts';
import { readDraft } from './drafts.ts';
import type { Draft } from './drafts.ts';
import { refuseOthers } from './import-deps.ts';
import type { WorkImportDeps } from './import-deps.ts';
import type { ReadFiles } from './read-files.ts';
import { readImportPeople } from '../records/read-import-people.ts';
import { readPresentDays } from './read-present-days.ts';
import type { ImportKey } from './read-present-days.ts';
import { runRead } from './run-read.ts';

export interface AskedDraft {
  readonly draftId: string;
  /** Days of an earlier import may be replaced. */
  readonly replaces: boolean;
}

/** A draft judged against the days of one moment. */
export interface DryRun {
  readonly draft: Draft;
  readonly people: ReadonlyMap<string, ImportPerson>;
  readonly read: ReadFiles;
  readonly settled: Settled;
  readonly canApply: boolean;
}

export interface Settled {
  readonly work: readonly SettledDay<ImportedWorkDay>[];
  readonly tasks: readonly SettledDay<ImportedTaskDay>[];
  readonly problems: readonly WorkImportProblem[];
  /** Two with the same text do the same to the same days. */
  readonly fingerprint: string;
}

/** Computes what a draft of the viewer's would do now; refused where there is no such draft. */
export async function dryRun(
  deps: WorkImportDeps,
  viewer: Viewer,
  asked: AskedDraft,
  requestId: string,
): Promise<DryRun | Refusal> {
  const refused = await refuseOthers(deps, viewer, requestId);
  if (refused !== undefined) return refused;
  const draft = await readDraft(deps.records, viewer, asked.draftId);
  if (draft === undefined) return refuse('not_found');
  const people = await readImportPeople(deps.records, viewer.tenantId);
  const nowMinute = Math.floor(deps.nowMs() / MS_PER_MINUTE);
  const files = draft.files.map(({ kind, content }) => ({ kind, content }));
  const read = await runRead({ files, people, nowMinute });
  if (read === undefined) {
    deps.log.error({ requestId, draftId: draft.draftId }, 'an import of past work took too much time or memory');
    return refuse('unavailable', { retryAfterSeconds: 30 });
  }
  const earliest = [...read.work, ...read.tasks].map((day) => day.workDate).sort()[0];
  if (earliest !== undefined && (await isRemoved(deps, viewer.tenantId, earliest))) return refuse('records_removed');
  const settled = await settle(deps.records, viewer.tenantId, read, asked.replaces);
  const hasErrors = settled.problems.some((problem) => problem.severity === 'error');
  return {
    draft,
    people: new Map(people.map((person) => [person.personId, person])),
    read,
    settled,
    canApply: !hasErrors && [...settled.work, ...settled.tasks].some(({ action }) => action !== 'unchanged'),
  };
}

/** What the days read become beside what stands there now. Cheap: asked again under the lock. */
export async function settle(records: Records, tenantId: string, read: ReadFiles, replaces: boolean): Promise<Settled> {
  const present = await readPresentDays(records, tenantId, keysOf([...read.work, ...read.tasks]));
  const of = <Day extends ImportedDay>(
    kind: Day['kind'],
    days: readonly Day[],
    there: ReadonlyMap<string, PresentDay>,
  ) => {
    const { settled, problems } = settleDays(days, there, replaces);
    return { settled, problems: problems.map((problem) => ({ ...problem, kind })) };
  };
  const work = of('work', read.work, present);
  const tasks = of('tasks', read.tasks, present);
  const problems = [...read.problems, ...work.problems, ...tasks.problems].sort(
    (a, b) => b.kind.localeCompare(a.kind) || (a.line ?? 0) - (b.line ?? 0),
  );
  const hash = createHash('sha256').update(JSON.stringify([replaces, problems.length]));
  for (const { day, action } of [...work.settled, ...tasks.settled])
    hash.update(JSON.stringify([day.kind, day.personId, day.workDate, action, day.content]));
  return { work: work.settled, tasks: tasks.settled, problems, fingerprint: hash.digest('hex') };
}

/** Each person and date once. */
export const keysOf = (days: readonly ImportKey[]): ImportKey[] => [
  ...new Map(days.map(({ personId, workDate }) => [dayKey({ personId, workDate }), { personId, workDate }])).values(),
];

type DraftAnswer = z.output<NonNullable<(typeof readDraftEndpoint)['answer']>>;

export async function showDryRun(
  deps: WorkImportDeps,
  viewer: Viewer,
  asked: AskedDraft,
  requestId: string,
): Promise<DraftAnswer | Refusal> {
  const run = await dryRun(deps, viewer, asked, requestId);
  if (!('settled' in run)) return run;
  const { draft, read, settled, people } = run;
  const days = [...settled.work, ...settled.tasks];
  const errors = settled.problems.filter((problem) => problem.severity === 'error').length;
  const dates = days.map(({ day }) => day.workDate).sort();
  return {
    draftId: draft.draftId,
    expiresAt: draft.expiresAt.getTime(),
    files: draft.files.map(({ kind, fileName, content }) => ({
      ...{ kind, fileName, bytes: content.length },
      rows: read.rows[kind],
    })),
    problems: {
      errors,
      warnings: settled.problems.length - errors,
      first: settled.problems.slice(0, SHOWN_WORK_IMPORT_PROBLEMS),
    },
    counts: { work: countsOf(settled.work), tasks: countsOf(settled.tasks) },
    people: new Set(days.map(({ day }) => day.personId)).size,
    firstDate: dates.at(0) ?? null,
    lastDate: dates.at(-1) ?? null,
    daysBeforeRoster: days.filter(({ day }) => isBeforeRoster(day, people)).length,
    sample: days.slice(0, SHOWN_WORK_IMPORT_DAYS).map(({ day, action }) => ({
      ...{ kind: day.kind, line: day.line, workDate: day.workDate, action, entries: [...day.entries] },
      loginId: people.get(day.personId)?.loginId ?? '',
      name: people.get(day.personId)?.name ?? '',
    })),
    fingerprint: settled.fingerprint,
    canApply: run.canApply,
  };
}

/** The first group and pattern also hold before their date: a company that moves in has its past there. */
const isBeforeRoster = (day: ImportKey, people: DryRun['people']): boolean => {
  const first = people.get(day.personId)?.rules?.assignments[0];
  return first !== undefined && day.workDate < first.from;
};

export function countsOf(days: readonly { readonly action: WorkImportAction }[]): Record<WorkImportAction, number> {
  const counts = { added: 0, replaced: 0, unchanged: 0 };
  for (const { action } of days) counts[action] += 1;
  return counts;
}
