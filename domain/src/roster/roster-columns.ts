import type { RosterFileKind } from '../contract/roster.ts';

/** One column of a file, as the guide's tables 3-2, 3-4 and 3-6 have it. */
export interface RosterColumn {
  /** The guide's text, spaces included. */
  readonly name: string;
  readonly isRequired: boolean;
  /** In UTF-16 units; null where the guide sets none. */
  readonly maxLength: number | null;
  /** Matches one character that the column must not hold. Absent: any text without control characters. */
  readonly forbidden?: RegExp;
}

/** Ids of groups and patterns. ` and ｀ are different characters and both allowed. */
const NOT_IN_CODE = /[^a-zA-Z0-9!#$%'()*+\-.:;=?@[\]_`｀{}~|]/u;
/** Ids of people: without * : ; ? | (a list of ids is separated by semicolons). */
const NOT_IN_LOGIN_ID = /[^a-zA-Z0-9!#$%'()+\-.=@[\]_`｀{}~]/u;

const required = (name: string, maxLength: number | null): RosterColumn => ({ name, isRequired: true, maxLength });
const optional = (name: string, maxLength: number | null): RosterColumn => ({ name, isRequired: false, maxLength });

export const ROSTER_COLUMNS: Readonly<Record<RosterFileKind, readonly RosterColumn[]>> = {
  group: [
    required('更新区分', 1),
    { ...required('グループ ID', 32), forbidden: NOT_IN_CODE },
    required('グループ名', 64),
    required('承認者', null),
    optional('上位承認者', null),
    optional('上位グループ ID', 32),
    optional('削除フラグ', null),
  ],
  user: [
    required('更新区分', 1),
    { ...required('ユーザ ID', 32), forbidden: NOT_IN_LOGIN_ID },
    required('社員番号', 64),
    required('ユーザ名', 64),
    optional('ふりがな', 64),
    required('所属グループ ID', 32),
    required('管理者権限', 1),
    required('見える化ダッシュボード閲覧権限', 1),
    optional('働き方検索権限', null),
    required('メールアドレス', 256),
    required('開始申請承認必須区分', 1),
    required('終了申請承認必須区分', 1),
    required('申請時業務登録必須区分', 1),
    required('勤務終了時業務報告必須区分', 1),
    optional('休憩通知区分', 1),
    optional('勤務終了前通知区分', 1),
    optional('勤務終了予定時刻通知区分', 1),
    optional('勤務時間外バルーン通知区分', 1),
    optional('残業管理区分', 1),
    optional('勤務パターン ID', 32),
    optional('削除区分', null),
  ],
  work_pattern: [
    required('更新区分', 1),
    { ...required('勤務パターン ID', 32), forbidden: NOT_IN_CODE },
    required('勤務パターン名', 64),
    optional('休憩時間帯', null),
    required('業務時間（分）', null),
    optional('午前業務時間（分）', null),
    optional('自動終了時刻', 5),
    optional('削除フラグ', null),
  ],
};

/** 働き方検索権限: not used; the header of the guide's table 3-3 leaves it out over rows that have it. */
export const UNUSED_USER_COLUMN = 9;

/** Deeds of the update codes, by file; the code is the index. */
export const UPDATE_CODES = {
  group: ['none', 'add', 'change', 'remove', 'restore', 'delete'],
  user: ['none', 'add', 'change', 'suspend', 'restore', 'reissue', 'remove', 'delete'],
  work_pattern: ['none', 'add', 'change', 'remove', 'restore'],
} as const satisfies Readonly<Record<RosterFileKind, readonly string[]>>;

export type Deed = (typeof UPDATE_CODES)[RosterFileKind][number];
