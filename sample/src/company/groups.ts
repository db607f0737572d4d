/** The groups of デモ商事: company, departments, sections. `lead` and `senior` are numbers of people in people.ts. */
export interface SampleGroup {
  code: string;
  name: string;
  parent: string | null;
  lead: number;
  senior?: number;
}

export const SAMPLE_GROUPS: readonly SampleGroup[] = [
  { code: 'G000', name: 'デモ商事', parent: null, lead: 1 },
  { code: 'G100', name: '営業部', parent: 'G000', lead: 2, senior: 4 },
  { code: 'G110', name: '営業1課', parent: 'G100', lead: 5 },
  { code: 'G120', name: '営業2課', parent: 'G100', lead: 6 },
  { code: 'G200', name: '開発部', parent: 'G000', lead: 3 },
  { code: 'G210', name: '開発1課', parent: 'G200', lead: 7 },
  { code: 'G220', name: '開発2課', parent: 'G200', lead: 8 },
  { code: 'G300', name: '管理部', parent: 'G000', lead: 4 },
  { code: 'G310', name: '総務課', parent: 'G300', lead: 9 },
  { code: 'G320', name: '情報システム課', parent: 'G300', lead: 10 },
];

/** The three patterns. Breaks on the work date's 48-hour clock. The night pattern's date begins at noon, so that no shift is cut. */
export const SAMPLE_PATTERNS = [
  {
    code: 'P01',
    name: '標準勤務',
    breaks: [{ startClock: 720, endClock: 780 }],
    scheduledMinutes: 480,
    morningMinutes: 180,
    autoEndClock: 300,
  },
  {
    code: 'P02',
    name: '時短勤務',
    breaks: [{ startClock: 720, endClock: 780 }],
    scheduledMinutes: 360,
    morningMinutes: 180,
    autoEndClock: 300,
  },
  {
    code: 'P03',
    name: '夜間運用',
    breaks: [{ startClock: 1560, endClock: 1620 }],
    scheduledMinutes: 480,
    morningMinutes: null,
    autoEndClock: 720,
  },
] as const;

/** Who decides about a person's requests: the lead of their group; a lead's own are decided one group up; above the company's lead is nobody. */
export function approverNumberOf(person: { readonly number: number; readonly group: string }): number {
  let group = SAMPLE_GROUPS.find((each) => each.code === person.group);
  while (group !== undefined && group.lead === person.number) {
    const { parent } = group;
    if (parent === null) break;
    group = SAMPLE_GROUPS.find((each) => each.code === parent);
  }
  return group?.lead ?? person.number;
}
