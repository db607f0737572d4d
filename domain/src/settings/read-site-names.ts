import { SITE_NAME_COLUMNS } from '../contract/settings.ts';
import type { SiteNameProblem } from '../contract/settings.ts';
import { isBlankRow, trimCell, withoutEmptyTail } from '../roster/cell-edges.ts';
import type { SiteName } from './site-name-of.ts';

/** Guide table 2-2, in UTF-16 units. */
const MAX_CHARS = [256, 64] as const;

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface ReadSiteNames {
  readonly siteNames: readonly SiteName[];
  readonly problems: readonly SiteNameProblem[];
}

/**
 * The rows of URL・HP 名称マッピング登録ファイル (guide tables 2-1, 2-2), comments left out: a header line, then URL and name, both required. Empty
 * rows and empty columns behind the last one are skipped, as spreadsheets make them. Every problem is named, not only the first; two rows with
 * one URL are one, because the longest prefix would not say which of them holds. The header alone is a mapping without entries.
 */
export function readSiteNames(rows: readonly Row[]): ReadSiteNames {
  const [header, ...others] = rows.filter(({ cells }) => !isBlankRow(cells));
  if (header === undefined || !isHeader(header.cells)) {
    const names = SITE_NAME_COLUMNS.join(',');
    return {
      siteNames: [],
      problems: [
        problem(
          header ?? null,
          null,
          `1行目に見出し行（${names}）がありません。雛形をダウンロードして編集してください。`,
        ),
      ],
    };
  }
  const siteNames: SiteName[] = [];
  const problems: SiteNameProblem[] = [];
  const lineOf = new Map<string, number>();
  for (const row of others) {
    const cells = withoutEmptyTail(row.cells).map(trimCell);
    const [urlPrefix = '', name = ''] = cells;
    const found = checkRow(row, cells, lineOf.get(urlPrefix));
    problems.push(...found);
    if (found.length > 0) continue;
    lineOf.set(urlPrefix, row.line);
    siteNames.push({ urlPrefix, name });
  }
  return { siteNames, problems };
}

/** Names compare without spaces and whatever their width. */
const plain = (name: string): string => name.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase();

const isHeader = (cells: readonly string[]): boolean =>
  withoutEmptyTail(cells).map(plain).join() === SITE_NAME_COLUMNS.map(plain).join();

const problem = (row: Row | null, column: 0 | 1 | null, text: string): SiteNameProblem => ({
  line: row?.line ?? null,
  column: column === null ? null : SITE_NAME_COLUMNS[column],
  text,
});

function checkRow(row: Row, cells: readonly string[], otherLine: number | undefined): SiteNameProblem[] {
  if (cells.length > SITE_NAME_COLUMNS.length)
    return [
      problem(
        row,
        null,
        `カラム数が異常です。2列のところ${cells.length}列あります。カンマと引用符を確認してください。`,
      ),
    ];
  const problems = ([0, 1] as const).flatMap((column) => {
    const text = checkCell(cells[column] ?? '', MAX_CHARS[column]);
    return text === undefined ? [] : [problem(row, column, text)];
  });
  if (cells[0]?.startsWith('#') === true)
    problems.push(problem(row, 0, 'URL を # で始めることはできません。# で始まる行はコメントとして扱われます。'));
  if (problems.length === 0 && otherLine !== undefined)
    problems.push(problem(row, 0, `同じ URL が${otherLine}行目にもあります。どちらかの行を削除してください。`));
  return problems;
}

function checkCell(cell: string, maxChars: number): string | undefined {
  if (cell === '') return '必須項目です。値を指定してください。';
  if (/[\r\n]/.test(cell)) return '改行は使用できません。1行にしてください。';
  if (cell.length > maxChars)
    return `${maxChars}文字以内で指定してください（UTF-16単位で${cell.length}文字あります）。`;
  return undefined;
}
