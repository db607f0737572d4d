import type { MonitoringPolicy } from '#domain/contract/monitoring-policy.ts';
import type { AuditEntryAnswer } from '#domain/contract/audit.ts';
import { approver, NOW } from './fixture-company.ts';

/** A made-up audit log. Development only. */
const party = (index: number) => {
  const { personId, name, loginId } = approver(index);
  return { id: personId, name, loginId };
};
export const AUDIT = Array.from({ length: 230 }, (_, index): AuditEntryAnswer => {
  const seq = 5230 - index;
  const base = {
    seq,
    at: NOW - index * 640_000,
    actor: party(index % 5),
    subject: null,
    detail: {},
    personal: null,
    requestId: null,
  };
  if (index % 7 === 0)
    return { ...base, action: 'session.sign-in-refused', actor: null, detail: { tenant: 'demo', reason: 'wrong' } };
  if (index % 5 === 0)
    return { ...base, action: 'month.viewed', subject: party(index + 9), detail: { month: '202611' } };
  if (index % 3 === 0)
    return {
      ...base,
      action: 'roster.person-changed',
      subject: party(index + 40),
      detail: { version: 12 },
      personal: { 'メールアドレス 前': 'nichiden2@example.com', 'メールアドレス 後': 'kenta.sato@example.com' },
    };
  return { ...base, action: 'session.sign-in' };
});

export const MONITORING_POLICY: MonitoringPolicy = {
  text: {
    purpose: '労働時間を正しく記録し、長時間労働を防ぐため。',
    responsible: '人事部長。記録の閲覧と設定の変更を決める権限を持ちます。',
    rules: '承認者は担当グループの勤務だけを、申請の確認のために見ます。',
    checks: '監査ログを四半期ごとに点検し、結果を社員に知らせます。',
    retention: '操作の回数は1年、画面の名前は90日で削除します。',
  },
  version: 3,
  savedAt: NOW - 90_000_000,
  isReviewDue: false,
  collected: { pcCounts: true, applicationNames: true, windowTitles: true, urls: 'full' },
};
