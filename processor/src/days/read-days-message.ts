import { daysMessageSchema } from '#domain/contract/messages.ts';
import type { DaysMessage } from '#domain/contract/messages.ts';
import { isArrayOf, isId, isInteger, isPair, isRecord } from '../broker/plain.ts';
import { parseJson } from '../broker/parse-json.ts';

export type ReadDays = { isReadable: true; message: DaysMessage } | { isReadable: false; error: string };

/** A message of DAYS. What processors write themselves is recognised by its shape; the contract is asked about anything else. */
export function readDaysMessage(data: Uint8Array): ReadDays {
  const value = parseJson(data);
  if (isPlain(value)) return { isReadable: true, message: value };
  const parsed = daysMessageSchema.safeParse(value);
  return parsed.success
    ? { isReadable: true, message: parsed.data }
    : { isReadable: false, error: parsed.error.message };
}

const isPlain = (value: unknown): value is DaysMessage =>
  isRecord(value) &&
  value['v'] === 1 &&
  (value['isRoutine'] === undefined || typeof value['isRoutine'] === 'boolean') &&
  isArrayOf(value['days'], isPlainPerson);

const isPlainPerson = (value: unknown): boolean =>
  isRecord(value) &&
  isId(value['tenantId']) &&
  isId(value['personId']) &&
  (value['workDates'] === 'every' || isArrayOf(value['workDates'], isDate)) &&
  (value['minutes'] === undefined || isPlainMinutes(value['minutes']));

const isDate = (value: unknown): boolean => typeof value === 'string' && /^[1-9]\d{3}-\d\d-\d\d$/.test(value);

const isPlainMinutes = (value: unknown): boolean =>
  isRecord(value) && isArrayOf(value['active'], isRun) && isArrayOf(value['awake'], isRun);

const isRun = (value: unknown): boolean => isPair(value) && isInteger(value[0]) && isInteger(value[1]);
