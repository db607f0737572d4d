import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readIfPresent, replaceFile } from '#platform/files.ts';
import { readablePassword } from '#platform/readable-password.ts';
import type { UnixMinute } from '#domain/time/types.ts';

export const SAMPLE_TENANT_CODE = 'demo';
export const SAMPLE_ZONE = 'Asia/Tokyo';
/** Declared work and activity reach this many days back. */
export const SAMPLE_DAYS = 60;

const stateSchema = z.object({ anchorMinute: z.int(), password: z.string() });
export interface SampleState {
  /** "Now" of the sample: fixed at the first try, so that a load that was interrupted continues with the same data. */
  anchorMinute: UnixMinute;
  /** One password for all sample sign-ins, made for this data folder: no installation has a known password. */
  password: string;
}

export async function openSampleState(dir: string, nowMinute: UnixMinute): Promise<SampleState> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, 'state.json');
  const text = await readIfPresent(file);
  if (text !== undefined) return stateSchema.parse(JSON.parse(text));
  const state: SampleState = { anchorMinute: nowMinute, password: readablePassword(12) };
  await replaceFile(file, `${JSON.stringify(state)}\n`);
  return state;
}
