import { MAX_TOKEN_DAYS, type createMachineToken, type MachineToken } from '#domain/contract/machine.ts';
import type { InputOf } from '../../base/call.ts';

/** What stands in the fields, as typed. */
export interface TokenForm {
  name: string;
  firstMonth: string;
  lastMonth: string;
  validDays: string;
  /** Empty: everyone. */
  groupId: string;
}

export type TokenField = 'name' | 'months' | 'validDays';

const MONTH = /^\d{4}(0[1-9]|1[0-2])$/;
const MAX_NAME = 64;

/** `yyyymm` of an instant in the browser's zone: only a first guess for the fields. */
const monthOf = (at: Date): string => `${at.getFullYear()}${String(at.getMonth() + 1).padStart(2, '0')}`;

export function newForm(now: Date): TokenForm {
  const firstMonth = monthOf(now);
  return { name: '', firstMonth, lastMonth: String(Number(firstMonth) + 100), validDays: '365', groupId: '' };
}

export function wrongFields({ name, firstMonth, lastMonth, validDays }: TokenForm): TokenField[] {
  const wrong: TokenField[] = [];
  const length = name.trim().length;
  if (length === 0 || length > MAX_NAME) wrong.push('name');
  if (!MONTH.test(firstMonth) || !MONTH.test(lastMonth) || firstMonth > lastMonth) wrong.push('months');
  const days = /^\d{1,3}$/.test(validDays) ? Number(validDays) : 0;
  if (days < 1 || days > MAX_TOKEN_DAYS) wrong.push('validDays');
  return wrong;
}

export const bodyOf = (form: TokenForm): InputOf<typeof createMachineToken>['body'] => ({
  name: form.name.trim(),
  firstMonth: form.firstMonth,
  lastMonth: form.lastMonth,
  validDays: Number(form.validDays),
  groupIds: form.groupId === '' ? null : [form.groupId],
});

export const stateOf = (token: MachineToken, now: number): 'active' | 'expired' | 'revoked' => {
  if (token.revokedAt !== null) return 'revoked';
  return token.expiresAt <= now ? 'expired' : 'active';
};

/** A command that works when it is pasted into a shell. */
export const curlOf = (portalUrl: string, month: string, secret: string): string =>
  `curl -H 'Authorization: Bearer ${secret}' \\\n  '${portalUrl}/api/v1/attendance?month=${month}'`;
