import type { z } from 'zod';
import { Refusal } from './refusal.ts';

/** @throws Refusal `invalid_request` that names the field */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.join('.') ?? '';
  throw new Refusal('invalid_request', `${place === '' ? 'body' : place}: ${issue?.message ?? 'invalid'}`);
}
