/** What is irregular about a person of the sample company; the screens have something to show for each. */
export type Habit =
  | 'regular'
  | 'lateStarter'
  | 'forgetsEnd'
  | 'worksUndeclared'
  | 'nightShift'
  | 'twoPcs'
  | 'offlinePc'
  | 'shortHours'
  | 'longHours';

export interface SamplePerson {
  /** 1-40; also the order of the employee numbers. */
  number: number;
  name: string;
  kana: string;
  group: string;
  pattern: 'P01' | 'P02' | 'P03';
  habit: Habit;
  isAdministrator: boolean;
  /** 見える化ダッシュボード閲覧権限; the sample company is on the plan Advanced. */
  mayViewDashboard: boolean;
  /** A simulated PC of this person runs and sends while the product runs. */
  isLive: boolean;
}

type Row = readonly [name: string, kana: string, group: string, habit: Habit, live?: 'live'];

/** Names with the letters that break naive encodings (髙, 﨑, 德) are on purpose. */
const ROWS: readonly Row[] = [
  ['田中 誠一', 'たなか せいいち', 'G000', 'regular'],
  ['佐藤 美咲', 'さとう みさき', 'G100', 'longHours'],
  ['鈴木 健太郎', 'すずき けんたろう', 'G200', 'regular'],
  ['髙橋 由紀', 'たかはし ゆき', 'G300', 'regular'],
  ['伊藤 大輔', 'いとう だいすけ', 'G110', 'regular', 'live'],
  ['渡辺 直子', 'わたなべ なおこ', 'G120', 'lateStarter'],
  ['山本 拓也', 'やまもと たくや', 'G210', 'longHours', 'live'],
  ['中村 彩', 'なかむら あや', 'G220', 'regular'],
  ['小林 浩', 'こばやし ひろし', 'G310', 'regular'],
  ['加藤 亮', 'かとう りょう', 'G320', 'twoPcs', 'live'],
  ['吉田 さくら', 'よしだ さくら', 'G110', 'regular', 'live'],
  ['山田 太郎', 'やまだ たろう', 'G110', 'forgetsEnd'],
  ['佐々木 翔', 'ささき しょう', 'G110', 'lateStarter', 'live'],
  ['山﨑 恵', 'やまさき めぐみ', 'G110', 'shortHours'],
  ['松本 蓮', 'まつもと れん', 'G110', 'offlinePc'],
  ['井上 陽菜', 'いのうえ ひな', 'G120', 'regular', 'live'],
  ['木村 和也', 'きむら かずや', 'G120', 'worksUndeclared'],
  ['林 千尋', 'はやし ちひろ', 'G120', 'regular'],
  ['斎藤 学', 'さいとう まなぶ', 'G120', 'longHours'],
  ['清水 香織', 'しみず かおり', 'G120', 'shortHours'],
  ['山口 悠斗', 'やまぐち ゆうと', 'G210', 'twoPcs', 'live'],
  ['森 結衣', 'もり ゆい', 'G210', 'regular', 'live'],
  ['池田 剛', 'いけだ つよし', 'G210', 'forgetsEnd'],
  ['橋本 葵', 'はしもと あおい', 'G210', 'regular'],
  ['阿部 隼人', 'あべ はやと', 'G210', 'longHours'],
  ['石川 真央', 'いしかわ まお', 'G220', 'regular', 'live'],
  ['前田 慎吾', 'まえだ しんご', 'G220', 'worksUndeclared'],
  ['藤田 七海', 'ふじた ななみ', 'G220', 'twoPcs'],
  ['小川 駿', 'おがわ しゅん', 'G220', 'lateStarter'],
  ['岡田 凛', 'おかだ りん', 'G220', 'regular'],
  ['後藤 裕子', 'ごとう ゆうこ', 'G310', 'regular', 'live'],
  ['長谷川 進', 'はせがわ すすむ', 'G310', 'forgetsEnd'],
  ['村上 桃子', 'むらかみ ももこ', 'G310', 'shortHours'],
  ['近藤 薫', 'こんどう かおる', 'G310', 'regular'],
  ['坂本 德一', 'さかもと とくいち', 'G310', 'lateStarter'],
  ['遠藤 涼', 'えんどう りょう', 'G320', 'nightShift'],
  ['青木 咲良', 'あおき さくら', 'G320', 'nightShift'],
  ['藤井 智', 'ふじい さとし', 'G320', 'twoPcs', 'live'],
  ['西村 楓', 'にしむら かえで', 'G320', 'offlinePc'],
  ['福田 修', 'ふくだ おさむ', 'G320', 'regular'],
];

const PATTERN_OF: Partial<Record<Habit, SamplePerson['pattern']>> = { shortHours: 'P02', nightShift: 'P03' };
/** The administrator among the employees: the lead of 情報システム課. */
const ADMINISTRATOR = 10;
const DASHBOARD_VIEWER = 1;

export const SAMPLE_PEOPLE: readonly SamplePerson[] = ROWS.map(([name, kana, group, habit, live], index) => ({
  number: index + 1,
  name,
  kana,
  group,
  pattern: PATTERN_OF[habit] ?? 'P01',
  habit,
  isAdministrator: index + 1 === ADMINISTRATOR,
  mayViewDashboard: index + 1 === DASHBOARD_VIEWER,
  isLive: live === 'live',
}));

export const loginIdOf = (person: Pick<SamplePerson, 'number'>): string => `U${String(person.number).padStart(3, '0')}`;
export const employeeNumberOf = (person: Pick<SamplePerson, 'number'>): string =>
  String(1000 + person.number).padStart(6, '0');
/** Names of the person's PCs, the first one in daily use. */
export const pcNamesOf = (person: SamplePerson): string[] => {
  const desk = `PC-${String(person.number).padStart(3, '0')}`;
  return person.habit === 'twoPcs' ? [desk, `${desk}-NOTE`] : [desk];
};

/** Sign-ins that the start prints, with what each one is good for. */
export const SHOWN_SIGN_INS: readonly { number: number; role: string }[] = [
  { number: 11, role: 'employee (申請者), live PC' },
  { number: 5, role: 'approver (承認者) of 営業1課' },
  { number: 2, role: 'approver of 営業部 and the sections below' },
  { number: 4, role: 'approver of 管理部, senior approver (上位承認者) of 営業部' },
  { number: 1, role: 'head of the company, dashboard (見える化ダッシュボード)' },
  { number: 10, role: 'administrator (管理者権限), approver of 情報システム課' },
];
