import type { jaSiteNames } from './ja-site-names.ts';

const counted = (count: number, one: string): string => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

/** A chosen file of site names: what it would change. Part of en.ts. */
export const enSiteNames: typeof jaSiteNames = {
  title: (file) => `Check of ${file}`,
  registeredTitle: (file) => `${file} is registered`,
  checking: 'Checking the file.',
  rows: (rows) => counted(rows, 'URL'),
  difference: (added, renamed, removed) => ` (${added} added, ${renamed} renamed, ${removed} removed)`,
  noDifference: '. The same as what is registered.',
  counting: (done, total) =>
    `Looking through stored records (${done} of ${counted(total, 'person').replace('persons', 'people')})`,
  early: 'You may register before this has ended.',
  changing: (count) => `Change their name: ${counted(count, 'record')}`,
  changed: (count) => `Changed their name: ${counted(count, 'record')}`,
  amount: (amount) => `${amount} in all`,
  period: (from, to) => (from === to ? from : `${from} to ${to}`),
  nothing: 'No stored record changes its name.',
  partly:
    'Registered before the check had ended: the numbers are of the people looked at so far. The names hold for everybody’s records.',
  table: 'Records that change their name',
  before: 'Before',
  after: 'After',
  records: 'Records',
  time: 'Time',
  noName: '(no name)',
  others: 'Others',
  register: 'Register',
  registering: 'Registering',
  applied: (count) =>
    `${counted(count, 'URL')} registered. Charts and files made from now on have the new names, for stored records too.`,
  refused: (count) => `Not registered: ${counted(count, 'error')}.`,
  problems: 'Errors of the mapping file',
  again: 'Check again',
  drop: 'Cancel',
  close: 'Close',
};
