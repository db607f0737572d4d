/** The server said no, or went away. `code` is safe to keep; the server's words may repeat an address and are dropped. */
export class SmtpFailed extends Error {
  readonly code: string;
  readonly status: number | undefined;
  constructor(step: string, status?: number) {
    super(status === undefined ? `the mail server is gone at ${step}` : `the mail server answers ${status} to ${step}`);
    this.name = 'SmtpFailed';
    this.code = status === undefined ? `SMTP_LOST_AT_${step}` : `SMTP_${status}_AT_${step}`;
    this.status = status;
  }
}

/** What nodemailer's errors hold, as far as we look. */
interface ForeignError {
  readonly code?: string;
  /** `CONN`, `EHLO`, `STARTTLS`, `AUTH PLAIN`, `MAIL FROM`, `RCPT TO`, `DATA`. */
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly rejectedErrors?: readonly { readonly response?: string }[];
}

/** RFC 3463: bad mailbox, bad host, bad syntax, moved away, null MX. */
const NO_SUCH_ADDRESS = /^5\d\d[ -]5\.1\.(?:1|2|3|6|10)\b/;

/** The library's error in our words, parsed once, here. Its message and response never leave this function. */
export function smtpFailureOf(error: unknown): SmtpFailed | 'no such address' {
  const { code, command, responseCode, response, rejectedErrors } = (error ?? {}) as ForeignError;
  const words = rejectedErrors?.[0]?.response ?? response ?? '';
  if (command === 'RCPT TO' && NO_SUCH_ADDRESS.test(words)) return 'no such address';
  return new SmtpFailed(stepOf(code, command), responseCode);
}

/** EMESSAGE is the answer behind the mail; the library files it under DATA like the go-ahead before it. */
function stepOf(code: string | undefined, command: string | undefined): string {
  if (code === 'ETLS') return 'TLS';
  if (code === 'EMESSAGE') return 'CONTENT';
  return (command ?? 'CONN').replace(/ .*/, '');
}
