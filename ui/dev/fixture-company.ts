import type { RosterUserRow } from '#domain/contract/roster.ts';
import { ID } from './fixture-answers.ts';

/** A made-up company of 10,000 people in 412 groups, for the administrator's screens. Development only. */
export const NOW = Date.now();
const FAMILY = [
  '日電',
  '佐藤',
  '鈴木',
  '髙橋',
  '田中',
  '伊藤',
  '渡辺',
  '山本',
  '中村',
  '小林',
  '加藤',
  '吉田',
  '山﨑',
  '松本',
];
const GIVEN = ['太郎', '次郎', '花子', '健太', '美咲', '大輔', 'さくら', '翔', '由美', '誠', '真由美', '一郎', '直樹'];
const FAMILY_KANA = [
  'にちでん',
  'さとう',
  'すずき',
  'たかはし',
  'たなか',
  'いとう',
  'わたなべ',
  'やまもと',
  'なかむら',
  'こばやし',
  'かとう',
  'よしだ',
  'やまざき',
  'まつもと',
];
const GIVEN_KANA = [
  'たろう',
  'じろう',
  'はなこ',
  'けんた',
  'みさき',
  'だいすけ',
  'さくら',
  'しょう',
  'ゆみ',
  'まこと',
  'まゆみ',
  'いちろう',
  'なおき',
];
const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

const DIVISIONS = ['営業本部', '開発本部', '製造本部', '管理本部'];
const groupOf = (index: number) => {
  const code = `G${String(index).padStart(5, '0')}`;
  if (index < 4) return { groupId: ID(1000 + index), code, name: DIVISIONS[index] ?? '', parent: null, depth: 0 };
  if (index < 28)
    return {
      groupId: ID(1000 + index),
      code,
      name: `${(DIVISIONS[index % 4] ?? '').slice(0, 2)}第${Math.floor(index / 4)}部`,
      parent: ID(1000 + (index % 4)),
      depth: 1,
    };
  const parent = 4 + ((index - 28) % 24);
  return {
    groupId: ID(1000 + index),
    code,
    name: `第${Math.floor((index - 28) / 24) + 1}グループ`,
    parent: ID(1000 + parent),
    depth: 2,
  };
};
const flat = Array.from({ length: 412 }, (_, index) => groupOf(index));
const inTreeOrder = (parent: string | null): typeof flat =>
  flat.filter((group) => group.parent === parent).flatMap((group) => [group, ...inTreeOrder(group.groupId)]);

export const users: RosterUserRow[] = Array.from({ length: 10_000 }, (_, index) => {
  const group = flat[28 + (index % 384)] ?? groupOf(28);
  return {
    personId: ID(100_000 + index),
    loginId: `U${String(index + 1).padStart(5, '0')}`,
    employeeNumber: String(10_001 + index),
    name: `${pick(FAMILY, index * 7)} ${pick(GIVEN, index * 3 + 1)}`,
    kana: `${pick(FAMILY_KANA, index * 7)} ${pick(GIVEN_KANA, index * 3 + 1)}`,
    mail: `nichiden${index + 1}@example.com`,
    groupId: group.groupId,
    groupCode: group.code,
    groupName: group.name,
    patternCode: 'P00001',
    patternName: '勤務パターン1',
    isAdministrator: index % 997 === 0,
    mayViewDashboard: index % 89 === 0,
    status: index % 41 === 3 ? 'suspended' : index % 199 === 5 ? 'removed' : 'active',
  };
});
export const approver = (index: number) => {
  const user = users[index] as RosterUserRow;
  return { personId: user.personId, loginId: user.loginId, name: user.name };
};
export const groups = inTreeOrder(null).map((group, index) => ({
  groupId: group.groupId,
  code: group.code,
  name: group.name,
  parentGroupId: group.parent,
  depth: group.depth,
  approvers: [approver(index), ...(index % 3 === 0 ? [approver(index + 500)] : [])],
  seniorApprovers: group.depth < 2 ? [approver(index + 900)] : [],
  people: group.depth < 2 ? 0 : users.filter((user) => user.groupId === group.groupId).length,
}));
