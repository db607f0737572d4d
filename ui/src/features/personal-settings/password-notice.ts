import type { PasswordNotice } from '#domain/contract/session.ts';
import type { Messages } from '../../messages/ja.ts';

/** The sentence of a notice about the own password. */
export function noticeText(notice: PasswordNotice, m: Messages, format: (at: number) => string): string {
  const words = m.account.password.reasons;
  if (notice.reason !== 'expires_soon') return words[notice.reason];
  return words.expires_soon(notice.expiresAt === null ? '' : format(notice.expiresAt));
}
