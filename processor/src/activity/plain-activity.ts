import type { ActivityMessage } from '#domain/contract/messages.ts';
import { INPUT_COUNT_NAMES } from '#domain/contract/wire.ts';
import { isArrayOf, isId, isInteger, isPair, isRecord, isText } from '../broker/plain.ts';

const COUNTS = INPUT_COUNT_NAMES.length;

/**
 * Whether this is the form in which ingest publishes what it has checked, version 1. Ingest has read every item by the wire contract, so here only the
 * shape is looked at: that nothing else on the stream is taken for facts. False says nothing but that the contract is to be asked.
 */
export const isPlainActivity = (value: unknown): value is ActivityMessage =>
  isRecord(value) &&
  value['v'] === 1 &&
  isId(value['tenantId']) &&
  isId(value['personId']) &&
  isId(value['deviceId']) &&
  isId(value['spoolId']) &&
  isId(value['bootId']) &&
  isInteger(value['receivedAt']) &&
  isInteger(value['sentAt']) &&
  isArrayOf(value['items'], isPlainItem) &&
  isArrayOf(value['coveredRanges'], isRange);

const isRange = (value: unknown): boolean => isPair(value) && isInteger(value[0]) && isInteger(value[1]);

function isPlainItem(item: unknown): boolean {
  if (!isRecord(item) || !isInteger(item['seq']) || !isInteger(item['offsetMinutes'])) return false;
  if (item['extra'] !== undefined) return false;
  switch (item['kind']) {
    case 'inputMinute':
      return isInteger(item['minute']) && isInteger(item['part']) && isCounts(item['counts']);
    case 'windowSlice':
      return (
        isInteger(item['minute']) &&
        isInteger(item['activatedAt']) &&
        isInteger(item['seconds']) &&
        isText(item['process']) &&
        isText(item['title']) &&
        isText(item['url'])
      );
    default:
      return false;
  }
}

const isCounts = (value: unknown): boolean => isArrayOf(value, isInteger) && value.length === COUNTS;
