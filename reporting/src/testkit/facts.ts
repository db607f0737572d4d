import { declaredDaySchema, personRulesSchema } from '#domain/contract/work-rules.ts';
import type { DeclaredDay, PersonRules } from '#domain/contract/work-rules.ts';
import type { JetStreamManager } from '#platform/nats.ts';

/** Every fact in the stream, as text by subject, oldest first. */
async function readFacts(jsm: JetStreamManager, subjectStart: string): Promise<unknown[]> {
  const { state } = await jsm.streams.info('FACTS');
  const facts: unknown[] = [];
  for (let seq = state.first_seq; seq <= state.last_seq && state.messages > 0; seq += 1) {
    const message = await jsm.streams.getMessage('FACTS', { seq });
    if (message !== null && message.subject.startsWith(subjectStart)) facts.push(message.json());
  }
  return facts;
}

/** What the processor would get of a person's work. */
export const workFactsOf = async (jsm: JetStreamManager, tenantId: string, personId: string): Promise<DeclaredDay[]> =>
  (await readFacts(jsm, `work.v1.${tenantId}.${personId}`)).map((fact) => declaredDaySchema.parse(fact));

export const rosterFactsOf = async (jsm: JetStreamManager, tenantId: string): Promise<PersonRules[]> =>
  (await readFacts(jsm, `roster.v1.${tenantId}.`)).map((fact) => personRulesSchema.parse(fact));
