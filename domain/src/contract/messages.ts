import { z } from 'zod';
import { personRulesSchema, declaredDaySchema, workDateSchema } from './work-rules.ts';

/** Streams, subjects and buckets of the broker: written once, read by every service. Ids are UUIDs, so no user text is ever in a subject. */
export const STREAMS = {
  activity: { name: 'ACTIVITY', subjects: ['activity.v1.>'] },
  facts: { name: 'FACTS', subjects: ['roster.v1.>', 'work.v1.>'] },
  days: { name: 'DAYS', subjects: ['days.v1.*'] },
  deadLetters: { name: 'DEAD_LETTERS', subjects: ['dead.v1.>'] },
} as const;
export const KV_BUCKETS = {
  committedRanges: 'committed_ranges',
  deviceRevocations: 'device_revocations',
  /** Key: a tenant's id; value: its PrivacyPolicy. Written by reporting, obeyed by ingest. */
  tenantPolicies: 'tenant_policies',
} as const;
/** Durable consumers of the streams, named folder + step. */
export const CONSUMERS = {
  activity: 'processor-activity',
  facts: 'processor-facts',
  days: (partition: number): string => `processor-days-${partition}`,
} as const;
/** Recomputation of one person is serialised by its partition, over all processor instances. */
export const DAY_PARTITIONS = 4;

export const activitySubject = (tenantId: string, deviceId: string): string => `activity.v1.${tenantId}.${deviceId}`;
/** Of a message that carries the batches of several devices: see `splitActivity`. */
export const GATHERED_SUBJECT = 'activity.v1.gathered';
export const rosterSubject = (tenantId: string, personId: string): string => `roster.v1.${tenantId}.${personId}`;
export const workSubject = (tenantId: string, personId: string): string => `work.v1.${tenantId}.${personId}`;
export const workSubjectsOf = (tenantId: string): string => workSubject(tenantId, '*');
export const daysSubject = (partition: number): string => `days.v1.${partition}`;
/** Headers of a dead letter; the payload is the message as it came (or an ACTIVITY message of the bad items alone). */
export const DEAD_HEADERS = { origin: 'Kinmu-Origin', reason: 'Kinmu-Reason', error: 'Kinmu-Error' } as const;
export const deadSubject = (origin: string): string => `dead.v1.${origin}`;
export const committedKey = (deviceId: string, spoolId: string): string => `${deviceId}.${spoolId}`;

/** First two hex digits of a person's UUID, modulo the partitions: stable, no hash to import. */
export const dayPartitionOf = (personId: string): number => Number.parseInt(personId.slice(0, 2), 16) % DAY_PARTITIONS;

/**
 * An item as ingest stamps it: validated, with its clock offset settled. Instants are still the PC's own readings;
 * the processor adds offsetMinutes. `extra` holds fields that this version does not know.
 */
const stamped = {
  seq: z.int(),
  offsetMinutes: z.int(),
  extra: z.record(z.string(), z.unknown()).optional(),
};
export const stampedItemSchema = z.discriminatedUnion('kind', [
  z.object({
    ...stamped,
    kind: z.literal('inputMinute'),
    minute: z.int(),
    part: z.int(),
    /** In the order of INPUT_COUNT_NAMES. */
    counts: z.array(z.int()).length(9),
  }),
  z.object({
    ...stamped,
    kind: z.literal('windowSlice'),
    minute: z.int(),
    activatedAt: z.int(),
    process: z.string(),
    title: z.string(),
    url: z.string(),
    seconds: z.int(),
  }),
  z.object({ ...stamped, kind: z.literal('presenceChange'), at: z.int(), activity: z.string() }),
  z.object({ ...stamped, kind: z.literal('sessionChange'), at: z.int(), change: z.string() }),
  /** A kind of a newer collector, kept whole for the dead-letter stream. */
  z.object({ ...stamped, kind: z.literal('unknown'), item: z.record(z.string(), z.unknown()) }),
]);
export type StampedItem = z.infer<typeof stampedItemSchema>;

/** The accepted items of one batch, or of a part of it where the batch would be too large a message. */
export const activityMessageSchema = z.object({
  v: z.literal(1),
  tenantId: z.uuid(),
  personId: z.uuid(),
  deviceId: z.uuid(),
  spoolId: z.uuid(),
  bootId: z.uuid(),
  receivedAt: z.int(),
  sentAt: z.int(),
  items: z.array(stampedItemSchema),
  /** Seqs that this message settles, rejected ones included, so that the committed ranges have no holes. */
  coveredRanges: z.array(z.tuple([z.int(), z.int()])),
});
export type ActivityMessage = z.infer<typeof activityMessageSchema>;

/**
 * A message of ACTIVITY is one or more lines, each the JSON of an ActivityMessage (JSON text holds no line break of its own): under load ingest stores
 * the batches of many devices at once, and a message of one line is what it always was.
 */
export const joinActivity = (lines: readonly string[]): string => lines.join('\n');
export const splitActivity = (text: string): string[] => text.split('\n');

/** Minutes as runs, closed at their begin and open at their end. */
const minuteRunsSchema = z.array(z.tuple([z.int(), z.int()]));

/** One DAYS message: person-dates to recompute. `everyDate`: all dates the person has facts for (the rules changed). */
export const daysMessageSchema = z.object({
  v: z.literal(1),
  /** Asked for because minutes came in or the clock went on: what the processor remembers of these days may be used. Absent: all is read from the store. */
  isRoutine: z.boolean().optional(),
  days: z.array(
    z.object({
      tenantId: z.uuid(),
      personId: z.uuid(),
      workDates: z.union([z.literal('every'), z.array(workDateSchema)]),
      /**
       * Of a routine request: all minutes that came in and made it, none where the clock alone did. The processor adds them to the day that it remembers.
       * Absent: more came in than this tells, so the day is read from the store.
       */
      minutes: z.object({ active: minuteRunsSchema, awake: minuteRunsSchema }).optional(),
    }),
  ),
});
export type DaysMessage = z.infer<typeof daysMessageSchema>;

export const rosterMessageSchema = personRulesSchema;
export const workMessageSchema = declaredDaySchema;
