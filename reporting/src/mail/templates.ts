import type { PasswordMailKind } from './enqueue-mail.ts';

/** What the guide's mails say; all of it is known only when the mail is sent. */
export interface MailFacts {
  readonly tenantName: string;
  readonly tenantCode: string;
  readonly personName: string;
  readonly loginId: string;
  readonly portalUrl: string;
  readonly oneTimePassword: string;
  readonly expiresAt: Date;
  /** IANA zone of the tenant: people read the clock on their wall. */
  readonly zone: string;
  /** The built-in `admin` is told what its id is for (guide, chapter 1). */
  readonly isTenantAdmin: boolean;
}

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

const OPENINGS: Readonly<Record<PasswordMailKind, { readonly subject: string; readonly lines: readonly string[] }>> = {
  serviceStart: {
    subject: '[勤務レンズ]利用開始のご案内',
    lines: [
      '「勤務レンズ」のご利用が可能となりました。',
      'サービスの URL よりログインし、パスワードを変更してください。',
    ],
  },
  reissue: {
    subject: '[勤務レンズ]パスワード再発行のご案内',
    lines: [
      '管理者がパスワードを再発行しました。これまでのパスワードは使用できません。',
      'サービスの URL よりログインし、パスワードを変更してください。',
    ],
  },
  passwordReset: {
    subject: '[勤務レンズ]パスワード再設定のご案内',
    lines: [
      'パスワードの再設定を受け付けました。',
      'サービスの URL よりログインし、パスワードを変更してください。',
      'お心当たりのない場合は、このメールを破棄してください。これまでのパスワードはそのまま使用できます。',
    ],
  },
};

const ADMIN_LINES = [
  'ログイン ID(admin)は、ユーザ管理専用となります。',
  'ユーザ管理画面からサービス用のグループとユーザを登録してください。',
];

/** The wording of the guide's 利用開始のご案内; reissue and reset alike. */
export function mailText(kind: PasswordMailKind, facts: MailFacts): MailText {
  const { subject, lines } = OPENINGS[kind];
  const until = new Intl.DateTimeFormat('ja-JP', { dateStyle: 'long', timeStyle: 'short', timeZone: facts.zone });
  const text = [
    facts.tenantName,
    `${facts.personName} 様`,
    '',
    ...lines,
    ...(facts.isTenantAdmin ? ADMIN_LINES : []),
    '',
    `サービスの URL : ${facts.portalUrl}`,
    `テナント ID : ${facts.tenantCode}`,
    `ログイン ID : ${facts.loginId}`,
    `パスワード : ${facts.oneTimePassword}`,
    '',
    `このパスワードは 1 回だけ使用できます。有効期限は ${until.format(facts.expiresAt)} です。`,
    '',
    '本メールはシステムより自動送信されたものです。',
    '',
  ].join('\n');
  return { subject, text };
}
