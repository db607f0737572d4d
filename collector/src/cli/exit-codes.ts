/** What a script can tell from the end of the command. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  enrolmentRefused: 3,
  noConnection: 4,
  alreadyEnrolled: 5,
  notEnrolled: 6,
  alreadyRunning: 7,
} as const;
