import { rosterMessageSchema, workMessageSchema } from '#domain/contract/messages.ts';
import type { DeclaredDay, PersonRules } from '#domain/contract/work-rules.ts';
import { zoneStretchAt } from '#domain/time/zone-offsets.ts';
import type { Analytics } from '#platform/clickhouse.ts';
import type { Delivery } from '../broker/delivery.ts';
import { parseJson } from '../broker/parse-json.ts';
import type { DayKey } from '../days/day-key.ts';
import type { DaysPublisher } from '../days/publish-days.ts';
import { keptDays } from '../days/kept-days.ts';
import { readRulesVersions } from '../days/queries.ts';
import { peopleOf } from '../days/read-day-inputs.ts';
import { personText } from '../days/day-key.ts';
import type { ReachFaultPoint } from '../fault-point.ts';
import { dead, dropped, kept } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';

export interface ProcessFactsDeps {
  analytics: Analytics;
  days: DaysPublisher;
  clock: () => number;
  reach: ReachFaultPoint;
}

export const ROSTER_TABLE = 'roster_people_v1';
export const WORK_TABLE = 'work_days_v1';
const ROSTER_COLUMNS = ['tenant_id', 'person_id', 'version', 'rules', 'received_at'] as const;
const WORK_COLUMNS = ['tenant_id', 'person_id', 'work_date', 'version', 'declared', 'received_at'] as const;

type ParsedFact =
  { kind: 'roster'; rules: PersonRules } | { kind: 'work'; declared: DeclaredDay } | { kind: 'bad'; error: string };

/**
 * Roster and work records, carried whole: insert ─▶ ask for days ─▶ ack. A roster record asks for every date of its person, because each
 * states the roster version it was computed from and boundaries may have moved; a work record asks for its own date (no rule reads a
 * neighbour's presses). A roster older than the stored one asks for nothing: the newer one has. Work of a date whose record has been removed for its age (a
 * new store is given the stream again) is not stored.
 */
export function createProcessFacts(deps: ProcessFactsDeps): (batch: readonly Delivery[]) => Promise<Outcome[]> {
  return async function processFacts(batch) {
    const facts = batch.map(parseFact);
    const rosters = facts.flatMap((fact) => (fact.kind === 'roster' ? [fact.rules] : []));
    const declared = facts.flatMap((fact) => (fact.kind === 'work' ? [fact.declared] : []));
    const works = await keptDays(deps.analytics, declared, deps.clock());
    const receivedAt = new Date(deps.clock()).toISOString();
    await deps.analytics.insertRows(
      ROSTER_TABLE,
      ROSTER_COLUMNS,
      rosters.map((rules) => [rules.tenantId, rules.personId, rules.version, JSON.stringify(rules), receivedAt]),
    );
    await deps.analytics.insertRows(
      WORK_TABLE,
      WORK_COLUMNS,
      works.map((day) => [day.tenantId, day.personId, day.workDate, day.version, JSON.stringify(day), receivedAt]),
    );
    deps.reach('after_insert');
    const newest = await newestVersions(deps.analytics, rosters);
    const isStale = (rules: PersonRules): boolean => rules.version < (newest.get(personText(rules)) ?? 0);
    const people = new Map(rosters.filter((rules) => !isStale(rules)).map((rules) => [personText(rules), rules]));
    await deps.days.publishEvery([...people.values()]);
    await deps.days.publish(
      works.map(({ tenantId, personId, workDate }): DayKey => ({ tenantId, personId, workDate })),
    );
    deps.reach('after_days');
    const keptWorks = new Set(works);
    return facts.map((fact) => outcomeOf(fact, isStale, keptWorks));
  };
}

function outcomeOf(
  fact: ParsedFact,
  isStale: (rules: PersonRules) => boolean,
  keptWorks: ReadonlySet<DeclaredDay>,
): Outcome {
  switch (fact.kind) {
    case 'bad':
      return dead('unparsable', fact.error);
    case 'roster':
      return isStale(fact.rules) ? dropped('stale') : kept;
    case 'work':
      return keptWorks.has(fact.declared) ? kept : dropped('removed');
  }
}

/** Asked after the insert, so that of two records that arrive at once at least the newer one asks for the days. */
async function newestVersions(analytics: Analytics, rosters: readonly PersonRules[]): Promise<Map<string, number>> {
  if (rosters.length === 0) return new Map();
  const rows = await analytics.query(readRulesVersions, peopleOf(rosters));
  return new Map(rows.map((row) => [personText(row), row.version]));
}

function parseFact(delivery: Delivery): ParsedFact {
  const json = parseJson(delivery.data);
  if (delivery.subject.startsWith('roster.')) {
    const parsed = rosterMessageSchema.safeParse(json);
    if (!parsed.success) return { kind: 'bad', error: parsed.error.message };
    return isKnownZone(parsed.data.zone)
      ? { kind: 'roster', rules: parsed.data }
      : { kind: 'bad', error: `unknown time zone ${parsed.data.zone}` };
  }
  const parsed = workMessageSchema.safeParse(json);
  return parsed.success ? { kind: 'work', declared: parsed.data } : { kind: 'bad', error: parsed.error.message };
}

/** Refused at the door: stored, it would make every day of the person impossible to compute. */
function isKnownZone(zone: string): boolean {
  try {
    zoneStretchAt(0, zone);
    return true;
  } catch {
    return false;
  }
}
