import type { TestPortal } from '../../testkit/portal.ts';
import { correctionBody, storeGoldenDay, storeGoldenTask } from './declared.fixture.ts';
import type { GoldenDay, GoldenTask } from './declared.fixture.ts';
import { storePcFacts } from './pc.fixture.ts';
import { deletePerson, preparePeople } from './people.fixture.ts';

/** Of the employee on the 2nd. */
const EMPLOYEE_TASKS: readonly Omit<GoldenTask, 'person' | 'workDate'>[] = [
  { kind: 'task', title: '棚卸', detail: 'a\r\nb', report: '改行\nあり', progress: 50 },
  { kind: 'meeting', span: ['10:00', '11:00'], title: '定例, "営業"', workStyle: 'offsite' },
  {
    ...{ kind: 'offsite', span: ['13:00', '14:15'], title: "=cmd|'/C calc'!A0", workStyle: 'offsite' },
    ...{ report: '+済\n了', progress: 100 },
  },
  { kind: 'task', span: ['15:00', '15:02'], title: 'A\tB', workStyle: 'remote' },
];
const TASKS: readonly GoldenTask[] = [
  ...EMPLOYEE_TASKS.map((task): GoldenTask => ({ person: 'employee', workDate: '2026-03-02', ...task })),
  // 4 KB.
  { person: 'employee', workDate: '2026-03-17', kind: 'meeting', span: ['9:00', '10:00'], title: '長い'.repeat(683) },
  { person: 'employee', workDate: '2026-03-31', kind: 'task', span: ['23:30', '25:30'], title: '夜間 😀 作業' },
  { person: 'parentApprover', workDate: '2026-03-02', kind: 'task', span: ['9:00', '10:00'], title: '削除済み' },
];

const automatic = (kind: 'start' | 'end', person: 'employee' | 'senior', time: string) => ({
  ...{ kind, state: 'approved' as const, mode: 'automatic' as const },
  events: [
    [time, person, 'submitted'],
    [time, null, 'approvedAutomatically'],
  ] as const,
});

const EMPLOYEE_DAYS: readonly GoldenDay[] = [
  {
    ...{ person: 'employee', workDate: '2026-03-02' },
    presses: [
      { kind: 'start', clock: '9:00', request: 0 },
      { kind: 'end', clock: '18:30', request: 2 },
    ],
    requests: [
      {
        ...{ kind: 'start', state: 'approved' },
        events: [
          ['2026-03-02 09:00', 'employee', 'submitted'],
          ['2026-03-02 09:10', 'approver', 'approved', '確認,済'],
        ],
      },
      {
        ...{ kind: 'overtime', state: 'approved', reason: '顧客対応\r\n締め', body: { expectedEndMinute: 0 } },
        events: [
          ['2026-03-02 17:00', 'employee', 'submitted'],
          ['2026-03-02 17:30', 'parentApprover', 'approved'],
        ],
      },
      {
        ...{ kind: 'end', state: 'approved' },
        events: [
          ['2026-03-02 18:30', 'employee', 'submitted'],
          ['2026-03-03 08:00', 'approver', 'approved', 'お疲れ様\n=OK'],
        ],
      },
    ],
    active: [
      ['9:05', '9:07'],
      ['18:20', '18:22'],
    ],
  },
  {
    ...{ person: 'employee', workDate: '2026-03-03', active: [['9:00', '9:02']] },
    presses: [{ kind: 'start', clock: '9:00', request: 0 }],
    requests: [automatic('start', 'employee', '2026-03-03 09:00')],
  },
  {
    ...{ person: 'employee', workDate: '2026-03-04' },
    presses: [{ kind: 'start', clock: '9:00', request: 0 }],
    requests: [
      automatic('start', 'employee', '2026-03-04 09:00'),
      {
        ...{ kind: 'correction', state: 'submitted', reason: '押し忘れ' },
        body: correctionBody('2026-03-04', '18:09'),
        events: [['2026-03-05 09:00', 'employee', 'submitted']],
      },
    ],
  },
  {
    ...{ person: 'employee', workDate: '2026-03-05', active: [['22:00', '22:01']] },
    presses: [
      { kind: 'start', clock: '22:00', isHolidayWork: true, request: 0 },
      { kind: 'end', clock: '26:30', request: 1 },
    ],
    requests: [
      {
        ...{ kind: 'start', state: 'approved' },
        events: [
          ['2026-03-05 22:00', 'employee', 'submitted'],
          ['2026-03-06 09:00', 'approver', 'returned', '理由を書いてください'],
          ['2026-03-06 09:30', 'employee', 'resubmitted'],
          ['2026-03-06 10:00', 'approver', 'approved'],
        ],
      },
      automatic('end', 'employee', '2026-03-06 02:30'),
    ],
  },
  {
    ...{ person: 'employee', workDate: '2026-03-17' },
    presses: Array.from({ length: 20 }, (_, hour) => [
      { kind: 'start' as const, clock: `${6 + hour}:00` },
      { kind: 'end' as const, clock: `${6 + hour}:10` },
    ]).flat(),
  },
  {
    ...{ person: 'employee', workDate: '2026-03-31' },
    presses: [
      { kind: 'start', clock: '20:00' },
      { kind: 'end', clock: '28:00' },
    ],
    active: [
      ['20:00', '20:01'],
      ['27:00', '27:01'],
    ],
  },
];

const OTHER_DAYS: readonly GoldenDay[] = [
  { person: 'colleague', workDate: '2026-03-02', active: [['22:00', '22:02']] },
  {
    ...{ person: 'colleague', workDate: '2026-03-03' },
    presses: [
      { kind: 'start', clock: '9:00' },
      { kind: 'end', clock: '18:00' },
    ],
    active: [
      ['9:00', '9:01'],
      ['19:00', '19:03'],
    ],
  },
  {
    ...{ person: 'colleague', workDate: '2026-03-10' },
    presses: [
      { kind: 'start', clock: '9:00', request: 0 },
      { kind: 'end', clock: '10:00' },
    ],
    requests: [
      {
        ...{ kind: 'start', state: 'returned' },
        events: [
          ['2026-03-10 09:00', 'colleague', 'submitted'],
          ['2026-03-10 10:00', 'siblingApprover', 'returned', '\t重複'],
        ],
      },
    ],
  },
  {
    ...{ person: 'colleague', workDate: '2026-03-11' },
    requests: [
      {
        ...{ kind: 'overtime', state: 'withdrawn', reason: 'なし', body: { expectedEndMinute: 0 } },
        events: [
          ['2026-03-10 18:00', 'colleague', 'submitted'],
          ['2026-03-10 19:00', 'colleague', 'withdrawn', '取り消します'],
        ],
      },
    ],
  },
  {
    ...{ person: 'senior', workDate: '2026-03-02' },
    presses: [
      { kind: 'start', clock: '9:00', workStyle: 'offsite', request: 0 },
      { kind: 'end', clock: '17:00', request: 1 },
    ],
    requests: [automatic('start', 'senior', '2026-03-02 09:00'), automatic('end', 'senior', '2026-03-02 17:00')],
  },
  {
    ...{ person: 'parentApprover', workDate: '2026-03-02', active: [['9:00', '9:01']] },
    presses: [
      { kind: 'start', clock: '9:00' },
      { kind: 'end', clock: '20:00' },
    ],
  },
];

/** March 2026 of a small company, with whatever the files may stumble over. The clock stands after it. */
export async function storeGoldenCompany(portal: TestPortal): Promise<void> {
  portal.clock.nowMs = Date.parse('2026-04-10T10:00:00+09:00');
  await preparePeople(portal);
  for (const task of TASKS) await storeGoldenTask(portal, task);
  for (const day of [...EMPLOYEE_DAYS, ...OTHER_DAYS]) await storeGoldenDay(portal, day);
  await storePcFacts(portal);
  await deletePerson(portal);
}
