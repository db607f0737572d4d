import { listRosterGroups, listRosterPatterns } from '#domain/contract/roster.ts';
import type { Call } from '../../base/call.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}
export interface Choices {
  readonly groups: readonly Option[];
  readonly patterns: readonly Option[];
}

/** The groups (indented by depth, as a select has no other way) and patterns that a person can have. */
export async function readChoices(call: Call): Promise<Choices> {
  const [{ groups }, { patterns }] = await Promise.all([call(listRosterGroups, {}), call(listRosterPatterns, {})]);
  return {
    groups: groups.map((group) => ({
      value: group.groupId,
      label: `${'　'.repeat(group.depth)}${group.name}（${group.code}）`,
    })),
    patterns: patterns.map((pattern) => ({ value: pattern.patternId, label: `${pattern.name}（${pattern.code}）` })),
  };
}
