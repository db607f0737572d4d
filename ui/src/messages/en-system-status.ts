import type { jaSystemStatus } from './ja-system-status.ts';

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** システムの状態. Part of en.ts. */
export const enSystemStatus: typeof jaSystemStatus = {
  title: 'System status',
  asOf: (at, version) => `As of ${at} (version ${version})`,
  reload: 'Look again',
  allWell: 'Nothing is wrong.',
  unknown: 'Cannot be told',
  never: 'None yet',
  up: 'Working',
  down: 'Does not answer',

  partsTitle: 'Connections',
  parts: {
    records: 'Database (requests, people)',
    analytics: 'Database (PC logs, figures)',
    broker: 'Message processing',
  },
  waitingTitle: 'Waiting',
  waitingNames: { activity: 'PC records', facts: 'Presses, requests, people', days: 'Recalculation' },
  nothingWaits: 'Nothing waits',
  waits: (count, oldest) => (oldest === undefined ? String(count) : `${count} (the oldest: ${oldest})`),
  outbox: 'Changes to be passed on',
  mails: 'Mails',
  failing: (count) => `, ${count} of them failed so far`,
  deadLetters: 'Records that could not be taken',
  noDeadLetters: 'None',
  deadLettersOf: (reason, count) => `${reason}: ${count}`,
  reasons: {
    unparsable: 'unreadable',
    unknown_kind: 'of a newer version',
    out_of_range: 'time or value out of range',
    refused_by_store: 'value that cannot be stored',
    unexpected: 'other',
  },
  disksTitle: 'Disk space',
  folders: {
    postgres: 'Requests, people',
    nats: 'Messages',
    clickhouse: 'PC logs, figures',
    exports: 'Export files',
    mail: 'Mails',
    logs: 'Logs',
  },
  free: (free, total) => `${free} free of ${total}`,
  runsTitle: 'Maintenance',
  lastBackup: 'Last backup',
  backupOf: (at, size) => `${at} (${size})`,
  lastReconcile: 'Last reconciliation',
  reconcileOf: (at, differences) =>
    differences === 0 ? `${at} (no difference)` : `${at} (${counted(differences, 'difference')})`,

  lowDisk: {
    text: (free) => `A disk of the server is almost full (${free} left).`,
    effect: 'Until there is space again, records stay on the PCs.',
    toStatus: 'Open system status',
  },

  findings: {
    parts: {
      records: {
        text: 'The database of requests and people does not answer.',
        remedy:
          'It is connected again automatically. If it is not back in some minutes, tell the administrator of the server.',
      },
      analytics: {
        text: 'The database of PC logs and figures does not answer.',
        remedy:
          'Presses and requests work; lists of work and figures cannot be shown. If it is not back in some minutes, tell the administrator of the server.',
      },
      broker: {
        text: 'Message processing does not answer.',
        remedy:
          'Presses and requests are taken, figures follow later. PC records are kept on the PCs. If it is not back in some minutes, tell the administrator of the server.',
      },
    },
    diskLow: (folder) => ({
      text: `The disk of “${folder}” has little space left.`,
      remedy:
        'Until there is more, PC records are not taken and stay on the PCs. Move files away or enlarge the disk; everything goes on by itself then.',
    }),
    late: (name, minutes) => ({
      text: `${name}: ${counted(minutes, 'minute')} behind.`,
      remedy:
        'After much has arrived at once this takes a while. Look again in ten minutes; if it has grown, tell the administrator of the server.',
    }),
    outbox: (minutes) => ({
      text: `Presses and requests reach the figures ${counted(minutes, 'minute')} late.`,
      remedy: 'They are stored. They follow by themselves when message processing is back.',
    }),
    differences: (count) => ({
      text: `The last reconciliation found ${counted(count, 'difference')} between figures and records.`,
      remedy: 'On the server, npm run reconcile -- --repair computes them from the records again.',
    }),
    restored: (from, to) => ({
      text: `Restored from a backup. Presses, requests, approvals and changes of settings from ${from} to ${to} are lost.`,
      remedy:
        'PCs send their records of the last 14 days again by themselves. Revoke again the PCs and tokens, and stop or delete again the people, that were revoked, stopped or deleted in that time. Everybody is told at home.',
    }),
    deadLetters: (count) => ({
      text: `${counted(count, 'record')} could not be taken.`,
      remedy:
        'They are kept apart and not lost. On the server, npm run dead-letters -- list shows the reasons, and replay takes them again.',
    }),
    mails: (count) => ({
      text: `${counted(count, 'mail')} could not be sent so far.`,
      remedy: 'They are tried again by themselves. If it goes on, look at the mail server and its settings.',
    }),
    noBackup: {
      text: 'There is no backup yet.',
      remedy: 'Have npm run backup run every day on the server (docs/operations.md).',
    },
    oldBackup: (hours) => ({
      text: `The last backup is ${counted(hours, 'hour')} old.`,
      remedy: 'See whether its timer still runs and its disk has space.',
    }),
  },

  devices: {
    title: 'Enrolled PCs',
    table: 'List of PCs',
    count: (count) => counted(count, 'PC'),
    search: 'Name of the PC, or name or id of its person',
    allStates: 'All',
    counted: (state, count) => `${state} (${count})`,
    states: {
      ok: 'Working',
      sensorLost: 'Cannot see the input',
      silent: 'Silent for 3 days or more',
      never: 'Never heard',
      revoked: 'Revoked',
    },
    deviceName: 'PC',
    personName: 'Person',
    lastReceived: 'Last heard',
    neverReceived: 'Never',
    version: 'Version',
    state: 'State',
    empty: 'No PC is enrolled. People enrol theirs under Settings.',
    noMatch: 'No PC fits.',
    hint: 'A PC is silent for 3 days also when its person is away. If it is in use and silent, look at its network and whether the collector runs.',
  },
};
