import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mailText } from './templates.ts';
import type { MailFacts } from './templates.ts';

const FACTS: MailFacts = {
  tenantName: '見本株式会社',
  tenantCode: 'demo',
  personName: '髙﨑 花子',
  loginId: 'u01',
  portalUrl: 'https://kinmu.example.jp/',
  oneTimePassword: 'Abcd-2345',
  expiresAt: new Date('2026-03-17T01:30:00Z'),
  zone: 'Asia/Tokyo',
  isTenantAdmin: false,
};

test('利用開始のご案内 has the URL, the ids, the password and until when it holds', () => {
  const { subject, text } = mailText('serviceStart', FACTS);
  assert.equal(subject, '[勤務レンズ]利用開始のご案内');
  assert.equal(
    text,
    `見本株式会社
髙﨑 花子 様

「勤務レンズ」のご利用が可能となりました。
サービスの URL よりログインし、パスワードを変更してください。

サービスの URL : https://kinmu.example.jp/
テナント ID : demo
ログイン ID : u01
パスワード : Abcd-2345

このパスワードは 1 回だけ使用できます。有効期限は 2026年3月17日 10:30 です。

本メールはシステムより自動送信されたものです。
`,
  );
});

test('admin is told what its id is for; nobody else is', () => {
  assert.match(mailText('serviceStart', { ...FACTS, isTenantAdmin: true }).text, /ユーザ管理専用/);
  assert.doesNotMatch(mailText('serviceStart', FACTS).text, /ユーザ管理専用/);
});

test('a reissue says that the old password is gone, a reset that it still holds', () => {
  assert.match(mailText('reissue', FACTS).text, /これまでのパスワードは使用できません/);
  assert.match(mailText('passwordReset', FACTS).text, /これまでのパスワードはそのまま使用できます/);
});

test('the time of expiry is on the wall clock of the tenant', () => {
  assert.match(mailText('reissue', { ...FACTS, zone: 'America/New_York' }).text, /2026年3月16日 21:30/);
});
