import type { SamplePerson } from '../company/people.ts';

export interface SampleWindow {
  process: string;
  title: string;
  url: string;
}

const window = (process: string, title: string, url = ''): SampleWindow => ({ process, title, url });

const COMMON: readonly SampleWindow[] = [
  window('outlook', '受信トレイ - デモ商事'),
  window('excel', '週次報告_11月.xlsx - Excel'),
  window('chrome', '社内ポータル', 'https://portal.demo-shoji.example/'),
  window('chrome', '経路検索 - 乗換案内', 'https://transit.example/search?from=東京'),
];
const BY_DEPARTMENT: Readonly<Record<string, readonly SampleWindow[]>> = {
  G0: [window('powerpoint', '経営会議_資料.pptx'), window('excel', '月次損益_連結.xlsx')],
  G1: [
    window('excel', '見積書_髙島物産_v3.xlsx - Excel'),
    window('chrome', '商談管理 | 案件一覧', 'https://crm.demo-shoji.example/deals'),
    window('powerpoint', '提案書_第2案.pptx'),
  ],
  G2: [
    window('code', 'classify-day.ts - kinmu - エディタ'),
    window('terminal', 'npm test'),
    window('chrome', 'Pull request #482', 'https://git.demo-shoji.example/pulls/482'),
  ],
  G3: [
    window('excel', '備品台帳.xlsx - Excel'),
    window('word', '就業規則_改定案.docx - Word'),
    window('chrome', '監視ダッシュボード', 'https://monitor.demo-shoji.example/'),
  ],
};

/** URL・HP名称マッピング of the company: its sites by the names people use. */
export const SAMPLE_SITE_NAMES: readonly (readonly [urlPrefix: string, siteName: string])[] = [
  ['https://portal.demo-shoji.example/', '社内ポータル'],
  ['https://crm.demo-shoji.example/', '商談管理'],
  ['https://git.demo-shoji.example/', 'ソースコード管理'],
  ['https://monitor.demo-shoji.example/', '監視ダッシュボード'],
  ['https://transit.example/', '乗換案内'],
];

export const windowsOf = (person: SamplePerson): readonly SampleWindow[] => [
  ...COMMON,
  ...(BY_DEPARTMENT[person.group.slice(0, 2)] ?? []),
];
