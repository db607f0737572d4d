import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkDate } from '#domain/time/types.ts';
import { noticeText } from './notice-templates.ts';

const FACTS = { tenantName: '見本株式会社', personName: '承認 太郎', portalUrl: 'https://kinmu.example.jp/' };
const workDate = '2026-03-10' as WorkDate;

test('a request that waits names its person, kind, date and reason, and the way to the portal', () => {
  const { subject, text } = noticeText(
    {
      kind: 'requestWaiting',
      ...{ requesterName: '髙﨑 花子', workDate, request: 'overtime', reason: '月次の締め', isSentAgain: false },
    },
    FACTS,
  );
  assert.equal(subject, '[勤務レンズ]残業申請があります');
  assert.equal(
    text,
    `見本株式会社
承認 太郎 様

髙﨑 花子 さんの残業申請が承認を待っています。
承認一覧から内容を確認してください。

業務日 : 2026-03-10
理由 : 月次の締め

サービスの URL : https://kinmu.example.jp/

本メールはシステムより自動送信されたものです。
`,
  );
});

test("a person's text cannot pretend to be lines of the mail, nor a header", () => {
  const forged = 'x\r\nサービスの URL : https://evil.example/\nBcc: all@example.jp';
  const { subject, text } = noticeText(
    {
      kind: 'requestWaiting',
      ...{ requesterName: forged, workDate, request: 'start', reason: forged, isSentAgain: true },
    },
    FACTS,
  );
  assert.ok(!/[\r\n]/.test(subject));
  assert.deepEqual(text.match(/^サービスの URL.*$/gm), ['サービスの URL : https://kinmu.example.jp/']);
  assert.doesNotMatch(text, /^Bcc/m);
});

test('a decision names each request with what became of it and why', () => {
  const decisions = [
    { request: 'start' as const, decision: 'approve' as const, comment: '' },
    { request: 'end' as const, decision: 'return' as const, comment: '時刻を確かめてください' },
  ];
  const { subject, text } = noticeText(
    { kind: 'requestDecided', deciderName: '承認 太郎', workDate, decisions },
    { ...FACTS, personName: '髙﨑 花子' },
  );
  assert.equal(subject, '[勤務レンズ]申請が差し戻されました');
  assert.match(text, /^開始申請 : 承認$/m);
  assert.match(text, /^終了申請 : 差戻し \(時刻を確かめてください\)$/m);
});

test('an auto-ended day says that its figures are left out until it is corrected', () => {
  const { subject, text } = noticeText({ kind: 'autoEnded', requesterName: '髙﨑 花子', workDate }, FACTS);
  assert.equal(subject, '[勤務レンズ]勤務が自動終了しました');
  assert.match(text, /勤務修正を申請するまで、この日の勤務時間は集計に入りません/);
});
