import { APPROVAL_HISTORY_COLUMNS } from '#domain/contract/export-files.ts';
import type { WorkStyle } from '#domain/contract/work-rules.ts';
import { formatMinutesPadded } from '#domain/time/format.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { defineFormat, linesOf, rowsOf } from '../writer/format.ts';
import { slashDate, WORK_STYLE_TEXT } from './cell-forms.ts';
import type { ExportPeople } from './export-people.ts';
import { inFileOrder } from './file-order.ts';

/** A person and work date with at least one request; lists in time order. */
export interface ApprovalDay {
  readonly personId: string;
  /** On the work date. */
  readonly groupId: string;
  readonly workDate: WorkDate;
  readonly personName: string;
  readonly mail: string;
  /** What each 勤務修正 changed that counts or counted. */
  readonly corrections: readonly string[];
  /** Of those who decided. */
  readonly comments: readonly string[];
  /** 承認の履歴: `yyyy/MM/dd HH:mm 種別 動作 氏名`. */
  readonly events: readonly string[];
  readonly overtimeReasons: readonly string[];
  /** Who approved; nobody where it was automatic or waits. */
  readonly approverNames: readonly string[];
  /** Undefined: nothing declared counts, or the day has not been computed. */
  readonly declared?: {
    readonly workStyle: WorkStyle;
    readonly isHolidayWork: boolean;
    /** Null: auto-ended and not corrected. */
    readonly amounts: { readonly workedMinutes: number; readonly overtimeMinutes: number } | null;
  };
}

const joined = (texts: readonly string[]): string => texts.join(' / ');

/** 承認履歴情報, approval_history.csv (guide table 5-5). Line breaks become spaces in 残業理由 only, as the guide says. */
export const approvalHistoryFormat = defineFormat<ExportPeople>({
  columns: APPROVAL_HISTORY_COLUMNS,
  open: (people, cells) => (piece) =>
    linesOf(
      inFileOrder(
        rowsOf<ApprovalDay>(piece).map((day) => ({ ...day, startClock: null })),
        people,
      ).map((day) => [
        slashDate(day.workDate),
        cells.text(joined(day.corrections)),
        cells.text(joined(day.comments)),
        cells.text(joined(day.events)),
        cells.text(day.mail),
        cells.text(day.personName),
        cells.text(people.groupNames.get(day.groupId) ?? ''),
        amountOf(day.declared?.amounts?.workedMinutes),
        day.declared === undefined ? '' : WORK_STYLE_TEXT[day.declared.workStyle],
        amountOf(day.declared?.amounts?.overtimeMinutes),
        cells.oneLine(joined(day.overtimeReasons)),
        day.declared === undefined ? '' : day.declared.isHolidayWork ? 'あり' : 'なし',
        cells.text(joined(day.approverNames)),
      ]),
    ),
});

const amountOf = (minutes: number | undefined): string => (minutes === undefined ? '' : formatMinutesPadded(minutes));
