/** Whom a mail is from or to. `name` is shown; any script. */
export interface Mailbox {
  readonly name?: string;
  readonly address: string;
}

/** A mail of plain text to one person. */
export interface MailMessage {
  /** Stable over every attempt, so that a repeat is known as one: `left@right`, without brackets. */
  readonly messageId: string;
  readonly date: Date;
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly subject: string;
  readonly text: string;
}

/** Takes a mail over, or throws: `MailRefused` for good, anything else to be tried again. A repeat of a messageId is not a second mail. */
export interface MailTransport {
  send(message: MailMessage): Promise<void>;
}

/** Not as it stands, however often it is tried. Names the part at fault, never its value. */
export class MailRefused extends Error {
  readonly code = 'MAIL_REFUSED';
  constructor(part: string) {
    super(`the mail's ${part} cannot be sent as it is`);
    this.name = 'MailRefused';
  }
}

// eslint-disable-next-line no-control-regex -- a line end in a header is how headers are forged
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** Local part of RFC 5322 atoms, a host name: narrower than the standard, so that no character has a meaning in a header. */
const ADDRESS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,190}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/;
const MESSAGE_ID = /^[A-Za-z0-9.-]+@[A-Za-z0-9.-]+$/;

/** The mail as bytes: RFC 5322 headers, RFC 2047 words, one MIME part of base64, CRLF. No line is longer than 76 but that of a long address. */
export function writeMessage(message: MailMessage): Buffer {
  if (!MESSAGE_ID.test(message.messageId)) throw new MailRefused('message id');
  const headers = [
    `Date: ${message.date.toUTCString().replace('GMT', '+0000')}`,
    `From: ${mailbox('sender', message.from)}`,
    `To: ${mailbox('recipient', message.to)}`,
    `Message-ID: <${message.messageId}>`,
    `Subject: ${words('subject', message.subject)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: base64',
    // RFC 3834: no out-of-office answer to this, please.
    'Auto-Submitted: auto-generated',
  ];
  const body = Buffer.from(message.text.replaceAll(/\r?\n/g, '\r\n'), 'utf8').toString('base64');
  const lines = body.match(/.{1,76}/g) ?? [];
  return Buffer.from([...headers, '', ...lines, ''].join('\r\n'), 'ascii');
}

function mailbox(part: string, { name, address }: Mailbox): string {
  if (!ADDRESS.test(address)) throw new MailRefused(`${part}'s address`);
  return name === undefined || name === '' ? address : `${words(`${part}'s name`, name)}\r\n <${address}>`;
}

/** Bytes of text in an encoded word: 39 make 52 of base64, 64 with its frame, 73 behind `Subject: `. */
const WORD_BYTES = 39;

/** Text of a header: as it is when nothing in it could be taken for syntax, else words of base64 cut between characters, one a line. */
function words(part: string, text: string): string {
  if (CONTROLS.test(text)) throw new MailRefused(part);
  if (/^[A-Za-z0-9 ]{1,60}$/.test(text)) return text;
  const pieces: string[] = [];
  let piece = '';
  for (const character of text.toWellFormed()) {
    if (Buffer.byteLength(piece + character) > WORD_BYTES) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece].map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}
