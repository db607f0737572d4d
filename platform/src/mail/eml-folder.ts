import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../files.ts';
import { writeMessage } from './message.ts';
import type { MailMessage, MailTransport } from './message.ts';

/**
 * Mails as files that any mail program opens, for a machine without a mail server. A file is whole or not there, 0600, and named by its date
 * and message id: a repeat writes the same file again.
 */
export const createEmlFolder = (dir: string): MailTransport => ({
  send: async (message) => {
    const bytes = writeMessage(message);
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await replaceFile(join(dir, fileNameOf(message)), bytes);
  },
});

/** `20260310T010000Z-<message id's left part>.eml`: in order of time in every file list. */
const fileNameOf = ({ date, messageId }: MailMessage): string =>
  `${date.toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${messageId.split('@')[0]}.eml`;
