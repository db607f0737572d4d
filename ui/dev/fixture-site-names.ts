import { compareSiteNames } from '#domain/contract/site-name-comparison.ts';
import { readSiteNames, uploadSiteNames } from '#domain/contract/settings.ts';
import { ID } from './fixture-answers.ts';
import { NOW } from './fixture-company.ts';

const registered = { count: 214, uploadedAt: NOW - 86_400_000 * 12, uploadedByName: '渡辺 さくら' };
const none = { total: 0, first: [] };
const PEOPLE = 134;
const PARTS = 3;

/** A part of the counting: 45 people more, the third is the last. Slow, as it is where much is stored. */
async function part(number: number): Promise<unknown> {
  await new Promise((resolve) => setTimeout(resolve, number === 1 ? 200 : 1_500));
  const isLast = number === PARTS;
  const changes = [
    [null, '社内ポータル', 48_120],
    ['検索サイト', '検索サイト（業務）', 21_344],
    ['通販サイト', null, 3_220],
    [null, '国土交通省 電子申請サービス 申請・届出等手続支援システム', 411],
  ].map(([before, after, count]) => ({ before, after, records: Number(count), seconds: Number(count) * 41 }));
  const records = changes.reduce((sum, change) => sum + change.records, 0);
  return compareSiteNames.answer?.parse({
    problems: none,
    mapping: { rows: 216, added: 3, removed: 1, renamed: 2 },
    people: { done: isLast ? PEOPLE : number * 45, total: PEOPLE },
    next: isLast ? null : ID(number),
    ...{ records, seconds: records * 41, firstAt: NOW - 88 * 86_400_000, lastAt: NOW - 3_600_000, changes },
  });
}

/** A file that holds `wrong` has mistakes. */
let hasMistakes = false;
export function noteMapping(content: string): void {
  hasMistakes = content === 'wrong';
}

/** Undefined: not one of these. URL・HP 名称マッピング made up, development only. */
export async function siteNamesAnswer(
  method: string,
  path: string,
  query: URLSearchParams,
): Promise<[number, unknown] | undefined> {
  if (path === '/api/tenant-settings/site-names') return [200, readSiteNames.answer?.parse({ registered })];
  if (path === '/api/tenant-settings/site-names/file' && method === 'PUT')
    return [
      200,
      uploadSiteNames.answer?.parse({
        isApplied: true,
        registered: { ...registered, count: 216, uploadedAt: Date.now() },
        problems: none,
      }),
    ];
  if (path !== '/api/tenant-settings/site-names/comparison') return undefined;
  const after = query.get('after');
  if (after !== null) return [200, await part(after === ID(1) ? 2 : 3)];
  if (!hasMistakes) return [200, await part(1)];
  const first = [
    { line: 3, column: 'URL', text: '必須項目です。値を指定してください。' },
    { line: 18, column: 'HP 名称', text: '64文字以内で指定してください（UTF-16単位で71文字あります）。' },
    { line: 40, column: null, text: 'カラム数が異常です。2列のところ3列あります。カンマと引用符を確認してください。' },
  ];
  return [
    200,
    compareSiteNames.answer?.parse({
      problems: { total: 3, first },
      mapping: { rows: 213, added: 0, removed: 1, renamed: 0 },
      people: { done: 0, total: 0 },
      ...{ next: null, records: 0, seconds: 0, firstAt: null, lastAt: null, changes: [] },
    }),
  ];
}
