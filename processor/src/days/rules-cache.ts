import type { PersonRules } from '#domain/contract/work-rules.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import { personText } from './day-key.ts';
import type { PersonKey } from './day-key.ts';
import { readRulesVersions } from './queries.ts';
import { peopleOf, readRulesOf } from './read-day-inputs.ts';

export interface RulesCache {
  /** The rules that hold now; people without roster are missing. */
  rulesOf(people: readonly PersonKey[]): Promise<ReadonlyMap<string, PersonRules>>;
}

/**
 * Rules by person, kept as long as the store holds the same version. The version is asked each time, after the facts were inserted: either
 * these facts see the newer rules here, or the newer rules came later and their 'every' sees these facts. A cache by time would lose
 * days between the two.
 */
export function createRulesCache(analytics: Analytics): RulesCache {
  const cache = new Map<string, PersonRules>();
  return {
    rulesOf: async (people) => {
      const distinct = [...new Map(people.map((person) => [personText(person), person])).values()];
      if (distinct.length === 0) return new Map();
      const versions = await analytics.query(readRulesVersions, peopleOf(distinct));
      const stale = versions.filter((row) => cache.get(personText(row))?.version !== row.version);
      for (const [key, rules] of await readRulesOf(analytics, stale)) cache.set(key, rules);
      const found = new Map<string, PersonRules>();
      for (const row of versions) {
        const rules = cache.get(personText(row));
        if (rules !== undefined) found.set(personText(row), rules);
      }
      return found;
    },
  };
}
