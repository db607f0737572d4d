import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { tempDir } from '../testkit/temp-dir.ts';
import { createEmlFolder } from './eml-folder.ts';
import { MailRefused, writeMessage } from './message.ts';
import type { MailMessage } from './message.ts';

const MAIL: MailMessage = {
  messageId: '0198c1a2-0000-7000-8000-000000000001@example.jp',
  date: new Date('2026-03-10T10:00:00+09:00'),
  from: { name: '勤務レンズ', address: 'kinmu@example.jp' },
  to: { name: '髙﨑 花子', address: 'hanako@example.jp' },
  subject: '[勤務レンズ]利用開始のご案内',
  text: '一行目\n二行目 😀\n',
};

/** As a mail program reads it: unfolded headers with their words decoded, and the text. */
function read(bytes: Buffer): { headers: Map<string, string>; text: string } {
  const [head = '', body = ''] = bytes.toString('latin1').split('\r\n\r\n');
  const headers = head
    .replaceAll(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
    .map((line) => [line.slice(0, line.indexOf(':')), decodeWords(line.slice(line.indexOf(':') + 2))] as const);
  return { headers: new Map(headers), text: Buffer.from(body, 'base64').toString('utf8') };
}
const decodeWords = (value: string): string =>
  value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, base64: string) => Buffer.from(base64, 'base64').toString('utf8'));

test('a Japanese mail reads back as it was written', () => {
  const { headers, text } = read(writeMessage(MAIL));
  assert.equal(headers.get('Subject'), MAIL.subject);
  assert.equal(headers.get('To'), '髙﨑 花子 <hanako@example.jp>');
  assert.equal(headers.get('From'), '勤務レンズ <kinmu@example.jp>');
  assert.equal(headers.get('Date'), 'Tue, 10 Mar 2026 01:00:00 +0000');
  assert.equal(headers.get('Message-ID'), `<${MAIL.messageId}>`);
  assert.equal(headers.get('Content-Type'), 'text/plain; charset=UTF-8');
  assert.equal(text, '一行目\r\n二行目 😀\r\n');
});

test('whatever the subject and name: seven bits, CRLF only, no line over 76, and they read back', () => {
  const printable = fc
    .string({ unit: 'grapheme', maxLength: 200 })
    .filter((text) => !/[\p{Cc}\u2028\u2029]/u.test(text) && text.isWellFormed());
  fc.assert(
    fc.property(printable, printable, (subject, name) => {
      const bytes = writeMessage({ ...MAIL, subject, to: { name, address: MAIL.to.address } });
      const lines = bytes.toString('latin1').split('\r\n');
      assert.ok(lines.every((line) => /^[\x20-\x7e]*$/.test(line) && line.length <= 76));
      const { headers } = read(bytes);
      assert.equal(headers.size, 9);
      assert.equal(headers.get('Subject'), subject);
      if (name !== '') assert.equal(headers.get('To'), `${name} <${MAIL.to.address}>`);
    }),
  );
});

test('what could forge a header is refused, and the refusal does not repeat it', () => {
  const evil = 'x\r\nBcc: all@example.jp';
  const refused: readonly Partial<MailMessage>[] = [
    { subject: evil },
    { subject: 'a\nb' },
    { subject: 'a\u0000b' },
    { to: { name: evil, address: 'a@example.jp' } },
    { from: { name: 'a\u2028b', address: 'a@example.jp' } },
    { messageId: `${evil}@example.jp` },
    ...[
      'a@b\r\nBcc: c@d',
      'a@b\n',
      'a b@example.jp',
      'a@example.jp, b@example.jp',
      '<a@example.jp>',
      'a',
      'あ@example.jp',
    ].map((address) => ({ to: { address } })),
  ];
  for (const part of refused)
    assert.throws(
      () => writeMessage({ ...MAIL, ...part }),
      (err) => err instanceof MailRefused && !err.message.includes('Bcc'),
      JSON.stringify(part),
    );
});

test('a repeated mail is one file, whole, readable by its owner only', async () => {
  const dir = join(tempDir('mail'), 'new');
  const folder = createEmlFolder(dir);
  await folder.send(MAIL);
  await folder.send(MAIL);
  assert.deepEqual(await readdir(dir), ['20260310T010000Z-0198c1a2-0000-7000-8000-000000000001.eml']);
  const [name = ''] = await readdir(dir);
  assert.deepEqual(await readFile(join(dir, name)), writeMessage(MAIL));
  assert.equal((await stat(join(dir, name))).mode & 0o777, 0o600);
});
