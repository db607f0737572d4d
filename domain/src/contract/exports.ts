import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { monthSchema } from './months.ts';

/** 勤務データ (guide table 5-3): the names and the order of its 11 columns, spaces included. */
export const KINMU_COLUMNS = [
  '社員番号',
  '日付',
  '出勤時刻',
  '退勤時刻',
  '総休憩時間',
  '見なし退勤時間',
  '勤務形態',
  'PC 開始時刻',
  'PC 終了時刻',
  'PC 始終時間',
  'PC 操作時間',
] as const;

export const downloadKinmu = endpoint({
  name: 'downloadKinmu',
  method: 'GET',
  path: '/api/exports/kinmu/:month',
  summary: '勤務データ kinmu_yyyymm.csv of a month (Windows-31J, CRLF), streamed.',
  access: 'signedIn',
  params: z.object({ month: monthSchema }),
  answerMediaType: 'text/csv',
});
