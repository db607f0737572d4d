import type { RequestKind } from '#domain/contract/requests.ts';
import type { Decision } from '#domain/contract/approvals.ts';
import type { Notice } from './notice.ts';
import type { MailText } from './templates.ts';

interface NoticeFacts {
  readonly tenantName: string;
  readonly personName: string;
  readonly portalUrl: string;
}

const REQUESTS: Readonly<Record<RequestKind, string>> = {
  start: '開始申請',
  end: '終了申請',
  overtime: '残業申請',
  correction: '勤務修正申請',
};
const DECIDED: Readonly<Record<Decision, string>> = { approve: '承認', return: '差戻し' };

/** A person's text in a mail: on one line, so that it cannot pretend to be the mail's own. */
const quoted = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function linesOf(notice: Notice): { readonly subject: string; readonly lines: readonly string[] } {
  switch (notice.kind) {
    case 'requestWaiting': {
      const request = REQUESTS[notice.request];
      return {
        subject: `[勤務レンズ]${request}があります`,
        lines: [
          `${quoted(notice.requesterName)} さんの${request}が${notice.isSentAgain ? '再度提出され、' : ''}承認を待っています。`,
          '承認一覧から内容を確認してください。',
          '',
          `業務日 : ${notice.workDate}`,
          ...(notice.reason === '' ? [] : [`理由 : ${quoted(notice.reason)}`]),
        ],
      };
    }
    case 'requestDecided': {
      const isReturned = notice.decisions.some(({ decision }) => decision === 'return');
      return {
        subject: isReturned ? '[勤務レンズ]申請が差し戻されました' : '[勤務レンズ]申請が承認されました',
        lines: [
          `${quoted(notice.deciderName)} さんが、次の申請を処理しました。`,
          ...(isReturned ? ['差し戻された申請は、内容を直して再提出できます。'] : []),
          '',
          `業務日 : ${notice.workDate}`,
          ...notice.decisions.map(({ request, decision, comment }) => {
            const line = `${REQUESTS[request]} : ${DECIDED[decision]}`;
            return comment === '' ? line : `${line} (${quoted(comment)})`;
          }),
        ],
      };
    }
    case 'autoEnded':
      return {
        subject: '[勤務レンズ]勤務が自動終了しました',
        lines: [
          `${quoted(notice.requesterName)} さんの勤務は、終了の操作がないまま自動終了時刻を過ぎました。`,
          '本人が勤務修正を申請するまで、この日の勤務時間は集計に入りません。',
          '',
          `業務日 : ${notice.workDate}`,
        ],
      };
  }
}

/** Mails of 申請, 承認 and 自動終了. They link to the portal and carry no figure of a day. */
export function noticeText(notice: Notice, facts: NoticeFacts): MailText {
  const { subject, lines } = linesOf(notice);
  const head = [facts.tenantName, `${facts.personName} 様`, ''];
  const foot = ['', `サービスの URL : ${facts.portalUrl}`, '', '本メールはシステムより自動送信されたものです。', ''];
  return { subject, text: [...head, ...lines, ...foot].join('\n') };
}
