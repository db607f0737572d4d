import type { jaOffline } from './ja-offline.ts';

export const enOffline: typeof jaOffline = {
  title: 'Offline',
  lead: 'The server cannot be reached. What you press is kept on this device and sent with the time of the press when the connection is back.',
  person: (name, tenant) => `${name} (${tenant})`,
  notYou: 'Only this person may use these buttons.',
  waiting: 'Waiting',
  waitingLead: 'Sent by itself with the time of the press when the connection is back.',
  pressed: (clock, operation) => `${clock} ${operation}`,
  refused: (press) => `"${press}", pressed offline, was not recorded.`,
  retry: 'Send again',
  read: 'Close',
  kept: (operation) => `"${operation}" is kept on this device.`,
  tryNow: 'Check the connection',
  unknownState: 'The state of today is not known, so all buttons are shown.',
  newVersion: 'There is a new version. Save what you are entering, then update.',
  update: 'Update',
};
