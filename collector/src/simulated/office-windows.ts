import type { ActiveWindow } from '../sensors/sensor-messages.ts';

/** What is open on the PC of an employee of the sample company. Invented; no real file, site or person. */
export const OFFICE_WINDOWS: readonly ActiveWindow[] = [
  { process: 'excel', title: '月次売上集計_第3四半期.xlsx - Excel' },
  { process: 'excel', title: '見積書_株式会社さくら商会.xlsx - Excel' },
  { process: 'word', title: '議事録（営業定例）.docx - Word' },
  { process: 'word', title: '提案書_在宅勤務の見直し案.docx - Word' },
  { process: 'outlook', title: '受信トレイ - メール' },
  { process: 'outlook', title: 'Re: 納期のご相談（髙橋様） - メール' },
  { process: 'powerpoint', title: '部門会議資料.pptx - PowerPoint' },
  { process: 'browser', title: '勤務一覧 - 勤務レンズ', url: 'https://kinmu.example.jp/months' },
  { process: 'browser', title: '在庫照会 - 基幹システム', url: 'https://kikan.example.jp/stock/list' },
  { process: 'browser', title: '経費精算 - 社内ポータル', url: 'https://portal.example.jp/expenses/new' },
  { process: 'teams', title: '営業第一課 | チャット' },
  { process: 'editor', title: '受注取込.sql - エディター' },
  { process: 'explorer', title: '共有フォルダー ＞ 経理 ＞ 請求書' },
];
