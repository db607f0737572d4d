import { z } from 'zod';
import { inputCountsSchema } from '#domain/contract/wire.ts';

/**
 * What a sensor tells the agent. The supervised child sends these over its IPC channel; the simulated sensor makes the same ones.
 * Nothing here can hold a key: the counts are the only thing that leaves the input hook.
 */

/**
 * Both clocks of the PC at one moment. `wallAt`: epoch milliseconds as the person's clock shows it, may jump. `monotonicMs`: never jumps,
 * its origin means nothing, and on Linux it stands still while the PC sleeps.
 */
export const clockReadingSchema = z.object({ wallAt: z.int(), monotonicMs: z.number() });
export type ClockReading = z.infer<typeof clockReadingSchema>;

/** Input of one wall-clock minute since the last such message; several messages of one minute add up. Never all zero. */
const countsMessageSchema = z.object({
  kind: z.literal('counts'),
  /** The unix minute (epoch milliseconds / 60,000) in which the inputs happened, so that no count crosses a minute. */
  minute: z.int().min(0),
  counts: inputCountsSchema,
  clock: clockReadingSchema,
});

/**
 * The window in front changed, or its title did. `null`: none is in front. `activeAt` rises strictly from message to message
 * (unless the clock is set back), so it can serve as the activation instant of a slice. May arrive up to WINDOW_LATENCY_MS after `activeAt`.
 */
const windowMessageSchema = z.object({
  kind: z.literal('window'),
  window: z.object({ process: z.string(), title: z.string(), url: z.string().optional() }).nullable(),
  activeAt: z.int(),
  clock: clockReadingSchema,
});

/** `suspend` comes together with `resume`, after the fact: a sleeping PC cannot say that it sleeps. `sensorLost` likewise. */
const sessionMessageSchema = z.object({
  kind: z.literal('session'),
  change: z.enum(['lock', 'unlock', 'suspend', 'resume', 'sensorLost', 'sensorBack']),
  at: z.int(),
});

export const SENSOR_PARTS = ['input', 'window', 'lock'] as const;
export const HEALTH_REASONS = [
  'wayland',
  'no_display',
  'hook_unavailable',
  'hook_failed',
  'hook_silent',
  'tool_missing',
  'no_active_window_property',
  'probe_failed',
  'no_login_session',
  'unsupported_platform',
  'child_exited',
  'child_hung',
] as const;
export type HealthReason = (typeof HEALTH_REASONS)[number];

/** State of one part of the sensor, sent when it changes. `blind`: it runs and sees nothing; `lost`: it does not run. */
const healthMessageSchema = z.object({
  kind: z.literal('health'),
  part: z.enum(SENSOR_PARTS),
  state: z.enum(['ok', 'blind', 'lost']),
  reason: z.enum(HEALTH_REASONS).optional(),
  /** For the log of the agent: what to do, such as the package to install, or the code of the library's error. */
  detail: z.string().max(300).optional(),
});

/** Once a second: the sensor lives, and every input before `clock.wallAt` has been sent. */
const tickMessageSchema = z.object({ kind: z.literal('tick'), clock: clockReadingSchema });

export const sensorMessageSchema = z.discriminatedUnion('kind', [
  countsMessageSchema,
  windowMessageSchema,
  sessionMessageSchema,
  healthMessageSchema,
  tickMessageSchema,
]);
export type SensorMessage = z.infer<typeof sensorMessageSchema>;
export type HealthMessage = z.infer<typeof healthMessageSchema>;
export type SensorPart = HealthMessage['part'];
export type ActiveWindow = NonNullable<z.infer<typeof windowMessageSchema>['window']>;

/** A window message may be this late: reading a title takes another process, and "none in front" waits for the next tick. */
export const WINDOW_LATENCY_MS = 2_000;
