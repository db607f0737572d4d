import type { RequestEvent, WorkRequest } from '#domain/contract/requests.ts';
import type { Task } from '#domain/contract/tasks.ts';
import { ownAnswer, resetOwn } from '../fixture-own.ts';
import { eventsOf, requestAnswer } from '../fixture-requests.ts';

/** The made-up records of the fixture server, taken for the components that show records. */
resetOwn('hanako');
const answerOf = <Answer>(found: [number, unknown] | undefined): Answer => found?.[1] as Answer;
const query = (text: string): URLSearchParams => new URLSearchParams(text);

export const TASKS: readonly Task[] = answerOf<{ tasks: Task[] }>(
  ownAnswer('GET', '/api/people/me/tasks', query('from=2026-11-20&to=2026-11-20'), {}),
).tasks;
export const REQUESTS: readonly WorkRequest[] = answerOf<{ requests: WorkRequest[] }>(
  requestAnswer('GET', '/api/requests', query(''), {}),
).requests.slice(0, 5);
export const EVENTS: readonly RequestEvent[] = REQUESTS.flatMap((request) => eventsOf(request)).slice(0, 5);
