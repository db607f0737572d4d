import type { ExportEncoding, ExportRange, ExportScope } from '#domain/contract/export-jobs.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { branchOf, type TreeNode } from '../../components/tree-rows.ts';

/** What the form holds, complete or not. */
export interface ExportChoice {
  rangeKind: 'month' | 'period';
  month: string;
  from: string;
  to: string;
  scopeKind: ExportScope['kind'];
  groupIds: readonly string[];
  personIds: readonly string[];
  encoding: ExportEncoding;
  guardsFormulas: boolean;
}

export type ChoiceProblem = 'rangeMissing' | 'rangeReversed' | 'rangeTooLong' | 'groupsMissing' | 'peopleMissing';

const MAX_DAYS = 366;

/** What keeps the form from being sent: the first that is wrong. */
export function problemOf(choice: ExportChoice): ChoiceProblem | undefined {
  if (choice.rangeKind === 'period') {
    const { from, to } = choice;
    if (from === '' || to === '') return 'rangeMissing';
    if (to < from) return 'rangeReversed';
    if (Date.parse(to) - Date.parse(from) >= MAX_DAYS * 86_400_000) return 'rangeTooLong';
  }
  if (choice.scopeKind === 'groups' && choice.groupIds.length === 0) return 'groupsMissing';
  if (choice.scopeKind === 'people' && choice.personIds.length === 0) return 'peopleMissing';
  return undefined;
}

/** The form as the server takes it; only without a problem. */
export function wantedOf(choice: ExportChoice): {
  range: ExportRange;
  scope: ExportScope;
  encoding: ExportEncoding;
  guardsFormulas: boolean;
} {
  const { rangeKind, scopeKind, encoding, guardsFormulas } = choice;
  return {
    range:
      rangeKind === 'month' ? { month: choice.month } : { from: choice.from as WorkDate, to: choice.to as WorkDate },
    scope:
      scopeKind === 'groups'
        ? { kind: 'groups', groupIds: [...choice.groupIds] }
        : scopeKind === 'people'
          ? { kind: 'people', personIds: [...choice.personIds] }
          : { kind: 'everyone' },
    encoding,
    guardsFormulas,
  };
}

/** Groups that a chosen one above brings in anyway. */
export function broughtIn(nodes: readonly TreeNode[], chosen: readonly string[]): ReadonlySet<string> {
  const below = new Set<string>();
  for (const id of chosen) {
    for (const each of branchOf(nodes, id)) if (each !== id) below.add(each);
  }
  return below;
}

/** A group is taken in or out; those that it brings in need no mark of their own. */
export function toggleGroup(nodes: readonly TreeNode[], chosen: readonly string[], id: string): readonly string[] {
  if (chosen.includes(id)) return chosen.filter((each) => each !== id);
  const below = broughtIn(nodes, [id]);
  return [...chosen.filter((each) => !below.has(each)), id];
}

const UNITS = ['B', 'KB', 'MB', 'GB'] as const;

/** `12.3 MB`. */
export function fileSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit] ?? ''}`;
}
