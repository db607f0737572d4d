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
