import { createRawSnippet, type Component, type Snippet } from 'svelte';
import { newTaskForm } from '../../src/components/task-form.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { ApiFailure } from '../../src/base/call.ts';
import { MONTH_FROM, MONTH_TO } from '../../src/charts/axis.ts';
import { SAMPLE_NAMES, sampleDay } from '../../src/charts/sample-day-kit.ts';
import Button from '../../src/components/Button.svelte';
import CellButton from '../../src/components/CellButton.svelte';
import ChartFrame from '../../src/components/ChartFrame.svelte';
import ChartTable from '../../src/components/ChartTable.svelte';
import Check from '../../src/components/Check.svelte';
import Chip from '../../src/components/Chip.svelte';
import Choice from '../../src/components/Choice.svelte';
import ClockField from '../../src/components/ClockField.svelte';
import CollectedFacts from '../../src/components/CollectedFacts.svelte';
import ConfirmDialog from '../../src/components/ConfirmDialog.svelte';
import CopyButton from '../../src/components/CopyButton.svelte';
import DayBar from '../../src/components/DayBar.svelte';
import Dialog from '../../src/components/Dialog.svelte';
import DownloadButton from '../../src/components/DownloadButton.svelte';
import Empty from '../../src/components/Empty.svelte';
import Field from '../../src/components/Field.svelte';
import FigureSection from '../../src/components/FigureSection.svelte';
import FigureChanges from '../../src/components/FigureChanges.svelte';
import FormActions from '../../src/components/FormActions.svelte';
import HourAxis from '../../src/components/HourAxis.svelte';
import Legend from '../../src/components/Legend.svelte';
import Limited from '../../src/components/Limited.svelte';
import MonthSelect from '../../src/components/MonthSelect.svelte';
import Notice from '../../src/components/Notice.svelte';
import PersonChooser from '../../src/components/PersonChooser.svelte';
import ReportFields from '../../src/components/ReportFields.svelte';
import RequestContent from '../../src/components/RequestContent.svelte';
import RequestHistory from '../../src/components/RequestHistory.svelte';
import RequestStateChip from '../../src/components/RequestStateChip.svelte';
import SaveFailure from '../../src/components/SaveFailure.svelte';
import ScrollTable from '../../src/components/ScrollTable.svelte';
import Segments from '../../src/components/Segments.svelte';
import TaskFields from '../../src/components/TaskFields.svelte';
import TaskRow from '../../src/components/TaskRow.svelte';
import TextArea from '../../src/components/TextArea.svelte';
import Tree from '../../src/components/Tree.svelte';
import TaskLane from '../../src/features/tasks/TaskLane.svelte';
import { CHART_FRAMES, CHART_TABLES } from './chart-stories.ts';
import LoadableStory from './LoadableStory.svelte';
import { EVENTS, REQUESTS, TASKS } from './story-data.ts';
import { WORDS } from './words.ts';
import TableStory from './TableStory.svelte';

export interface StoryState {
  readonly name: string;
  readonly component: Component<Record<string, unknown>>;
  readonly props: Record<string, unknown>;
  readonly isModal?: boolean;
}
interface Story {
  readonly name: string;
  readonly note?: string;
  readonly states: readonly StoryState[];
}

const LONG =
  '東アジア第二営業統括本部・官公庁および地方自治体担当プロジェクト推進室（兼務）Very-Long-Word-Without-Any-Space';
const text = (content: string): Snippet => createRawSnippet(() => ({ render: () => `<span>${content}</span>` }));
const paragraph = (content: string): Snippet => createRawSnippet(() => ({ render: () => `<p>${content}</p>` }));

/** The props are checked where the component is used in the product; here they are data. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- components with different props in one list
type AnyComponent = Component<any, any, any>;
function story(
  name: string,
  component: AnyComponent,
  states: Record<string, Record<string, unknown>>,
  note?: string,
): Story {
  const list = Object.entries(states).map(([state, props]) => ({ name: state, component, props }));
  return { name, states: list, ...(note === undefined ? {} : { note }) };
}
const modal = (name: string, component: AnyComponent, states: Record<string, Record<string, unknown>>): Story => ({
  name,
  states: Object.entries(states).map(([state, props]) => ({ name: state, component, props, isModal: true })),
});

const AXIS = { fromClock: MONTH_FROM, toClock: MONTH_TO, width: 290 };
const DATE = '2026-11-20' as WorkDate;
const OPTIONS = [
  { value: 'a', label: '通常' },
  { value: 'b', label: '外出' },
  { value: 'c', label: '在宅' },
];
const PEOPLE = [
  { personId: '1', loginId: 'hanako', name: '佐藤 花子' },
  { personId: '2', loginId: 'long', name: LONG },
];
const nothing = (): undefined => undefined;
const TASK_FORM = { ...newTaskForm(DATE, 540, 'regular'), title: '見積書の作成' };

const CONTROLS: readonly Story[] = [
  story('Button', Button, {
    '副（既定）': { children: text('キャンセル') },
    '主（1画面に1つ）': { kind: 'primary', children: text('保存') },
    静か: { kind: 'quiet', children: text('残業を申請する') },
    取り消せない操作: { kind: 'danger', children: text('削除する') },
    '大（打刻）': { kind: 'primary', size: 'large', children: text('開始') },
    送信中: { kind: 'primary', isBusy: true, children: text('保存しています') },
    使えない: { disabled: true, children: text('保存') },
    長い: { children: text(LONG) },
  }),
  story('Field', Field, {
    通常: { label: '業務の件名', value: '' },
    説明と単位: { label: '最小文字数', hint: '8から64まで', unit: '文字', value: '8' },
    誤り: { label: '終了予定時刻', value: '25時', error: '「20:30」や「25:30」のように入力してください。' },
    使えない: { label: 'ユーザID', value: 'hanako', disabled: true },
    長い: { label: LONG, value: LONG },
  }),
  story('ClockField', ClockField, {
    通常: { label: '開始', value: '9:00' },
    誤り: { label: '開始', value: 'x', error: '「9:00」のように入力してください。' },
  }),
  story('TextArea', TextArea, {
    通常: { label: '理由', value: '' },
    誤り: { label: '理由', value: '', error: '理由を入力してください。' },
    長い: { label: '理由', value: LONG.repeat(3) },
  }),
  story('Choice', Choice, {
    通常: { label: '勤務形態', options: OPTIONS, value: 'a' },
    使えない: { label: '勤務形態', options: OPTIONS, value: 'a', disabled: true },
  }),
  story('Segments', Segments, {
    通常: { label: '勤務形態', options: OPTIONS, value: 'b' },
    長い: { label: '勤務形態', options: [...OPTIONS, { value: 'd', label: '午前だけ勤務（午後半休）' }], value: 'd' },
  }),
  story('Check', Check, {
    オフ: { label: '終日', checked: false },
    'オン・説明': {
      label: '休日出勤として開始する',
      hint: '残業時間の代わりに休出時間として集計します。',
      checked: true,
    },
    使えない: { label: '終日', checked: true, disabled: true },
  }),
  story('Limited', Limited, {
    限る: { label: '有効期間', unit: '日', without: '有効期間を設けない', isLimited: true, value: '90' },
    限らない: { label: '有効期間', unit: '日', without: '有効期間を設けない', isLimited: false, value: '90' },
    誤り: {
      label: '有効期間',
      unit: '日',
      without: '有効期間を設けない',
      isLimited: true,
      value: 'x',
      error: '1から3650までの数で入力してください。',
    },
  }),
  story('MonthSelect', MonthSelect, { 通常: { label: '月', newest: '202611', count: 13, value: '202611' } }),
  story('PersonChooser', PersonChooser, {
    空: { label: '承認者', chosen: [], find: () => Promise.resolve(PEOPLE) },
    選んだ後: {
      label: '承認者',
      hint: '氏名かユーザIDで探します。',
      chosen: PEOPLE,
      find: () => Promise.resolve(PEOPLE),
    },
  }),
  story('CopyButton', CopyButton, { 通常: { text: 'KL7Q-9XWM', label: 'コピー' } }),
  story('DownloadButton', DownloadButton, {
    通常: { href: '#', label: 'ダウンロード', before: () => new Promise(nothing), onfailure: nothing },
  }),
  story('FormActions', FormActions, {
    通常: { action: '保存', isBusy: false, onclose: nothing },
    送信中: { action: '保存', isBusy: true, onclose: nothing },
  }),
];

const MESSAGES: readonly Story[] = [
  story('Notice', Notice, {
    知らせ: { children: paragraph('この画面の数値は10分ごとに更新します。') },
    注意: { kind: 'warning', children: paragraph('自動終了のまま未修正の日が1日あります。') },
    失敗: { kind: 'error', children: paragraph('処理中に問題が発生しました。もう一度お試しください。') },
    完了: { kind: 'done', children: paragraph('保存しました。') },
    長い: { children: paragraph(LONG.repeat(2)) },
  }),
  story(
    'Chip',
    Chip,
    Object.fromEntries(
      (['plain', 'accent', 'notice', 'holiday', 'nodata', 'muted', 'danger'] as const).map((tone) => [
        tone,
        { tone, children: text('承認待ち') },
      ]),
    ),
  ),
  story(
    'RequestStateChip',
    RequestStateChip,
    Object.fromEntries(
      (['submitted', 'approved', 'returned', 'withdrawn'] as const).map((state) => [state, { state }]),
    ),
  ),
  story('SaveFailure', SaveFailure, {
    保存できない: { failure: new ApiFailure('internal', { requestId: 'dev-7f3a' }) },
  }),
  {
    name: 'Loadable',
    note: '読み込み中・エラー・空・表示を1か所で決めます。',
    states: [
      { name: '読み込み中', component: LoadableStory, props: { isLoading: true } },
      {
        name: 'エラー',
        component: LoadableStory,
        props: { failure: new ApiFailure('internal', { requestId: 'dev-7f3a' }) },
      },
      { name: 'つながらない', component: LoadableStory, props: { failure: new ApiFailure('offline') } },
      { name: '空', component: LoadableStory, props: { value: [] } },
      { name: '表示', component: LoadableStory, props: { value: ['11/19', '11/20'] } },
      {
        name: '読み直し中（前の内容は残る）',
        component: LoadableStory,
        props: { value: ['11/19', '11/20'], isLoading: true },
      },
    ],
  },
  story('Empty', Empty, { 空: { children: paragraph(WORDS.empty) } }),
  modal('Dialog', Dialog, {
    中央: { title: '残業申請', children: paragraph('終了予定の時刻と理由を承認者に送ります。') },
    右側: { title: '業務の編集', place: 'side', children: paragraph(LONG.repeat(6)) },
  }),
  modal('ConfirmDialog', ConfirmDialog, {
    確認: {
      title: 'PCの利用停止',
      message: `「${LONG}」からのデータの受信を止めます。`,
      action: '利用停止にする',
      onconfirm: nothing,
    },
  }),
];

const PICTURES: readonly Story[] = [
  story('DayBar', DayBar, {
    ...Object.fromEntries(SAMPLE_NAMES.map((name) => [name, { workDate: DATE, day: sampleDay(name), axis: AXIS }])),
    記録なし: { workDate: DATE, day: null, axis: AXIS },
    データ未着: { workDate: DATE, day: null, axis: AXIS, isMissing: true },
    '今日（高い）': { workDate: DATE, day: sampleDay('open'), axis: AXIS, nowClock: 640, tall: true },
  }),
  story('ChartFrame', ChartFrame, CHART_FRAMES),
  story('ChartTable', ChartTable, CHART_TABLES),
  story('FigureSection', FigureSection, {
    通常: { title: '集計', note: '40人 812日', children: text('152:00') },
    とても長い名前: { title: LONG, tools: text('CSV'), children: text('0:00') },
  }),
  story('CellButton', CellButton, { 数字: { children: text('45:01') }, とても長い名前: { children: text(LONG) } }),
  story('HourAxis', HourAxis, { 時刻: { axis: AXIS }, 時だけ: { axis: AXIS, short: true } }),
  story('Legend', Legend, { 通常: {} }),
  story('FigureChanges', FigureChanges, {
    差あり: {
      label: '変わる時間',
      before: '修正前',
      after: '修正後',
      changes: [
        { field: 'workedMinutes', before: 480, after: 541 },
        { field: 'overtimeMinutes', before: 0, after: 61 },
      ],
    },
    計算中: {
      label: '変わる時間',
      before: '修正前',
      after: '修正後',
      isPending: true,
      changes: [{ field: 'workedMinutes', before: 480, after: 541 }],
    },
  }),
];

const LISTS: readonly Story[] = [
  story('Tree', Tree, {
    通常: {
      label: 'グループ',
      selectedId: '2',
      onselect: nothing,
      nodes: [
        { id: '1', parentId: null, name: '営業本部' },
        { id: '2', parentId: '1', name: '営業一課' },
        { id: '3', parentId: '1', name: LONG },
      ],
    },
  }),
  story('VirtualTable', TableStory as AnyComponent, {
    空: { count: 0, label: '名簿（空）' },
    '1万行': { count: 10_000, label: '名簿（1万人）' },
    読み込み中の行: { count: 40, read: 3, label: '名簿（読み込み中）' },
  }),
  story('ScrollTable', ScrollTable, {
    横に長い表: {
      label: '横に長い表',
      children: createRawSnippet(() => ({
        render: () => `<tbody><tr>${`<td>${'勤務時間　'.repeat(4)}</td>`.repeat(4)}</tr></tbody>`,
      })),
    },
  }),
  story(
    'TaskRow',
    TaskRow,
    Object.fromEntries(
      TASKS.map((task) => [task.title.slice(0, 20), { task, isReportRequired: true, onopen: nothing }]),
    ),
  ),
  story('TaskLane', TaskLane, { 通常: { tasks: TASKS, nowClock: 640 }, なし: { tasks: [], nowClock: undefined } }),
  story('TaskFields', TaskFields, {
    通常: { form: TASK_FORM, problems: {}, findPeople: () => Promise.resolve(PEOPLE) },
    誤り: {
      form: { ...TASK_FORM, title: '' },
      problems: { title: 'titleMissing', end: 'endBeforeStart' },
      findPeople: () => Promise.resolve(PEOPLE),
    },
  }),
  story('ReportFields', ReportFields, {
    通常: { form: { report: '', progress: 60 } },
    誤り: { form: { report: '', progress: 0 }, reportError: '報告を入力してください。', of: '見積書の作成' },
  }),
  story(
    'RequestContent',
    RequestContent,
    Object.fromEntries(
      REQUESTS.map((request, index) => [`${index + 1} ${request.content.kind}`, { request, zone: 'Asia/Tokyo' }]),
    ),
  ),
  story('RequestHistory', RequestHistory, { 通常: { events: EVENTS, zone: 'Asia/Tokyo' } }),
  story('CollectedFacts', CollectedFacts, {
    すべて: { collected: { pcCounts: true, applicationNames: true, windowTitles: true, urls: 'full' } },
    操作回数だけ: { collected: { pcCounts: true, applicationNames: false, windowTitles: false, urls: 'none' } },
  }),
];

export const STORIES: readonly Story[] = [...CONTROLS, ...MESSAGES, ...PICTURES, ...LISTS];
