/** Places where a test may end the process: what has been committed there is whole, the rest is not there. */
export type FaultPlace =
  | 'outbox.before-publish'
  | 'outbox.before-mark'
  | 'roster.groups-written'
  | 'roster.people-written'
  | 'roster.before-commit'
  | 'export.before-rename'
  | 'export.before-done'
  | 'request.before-commit'
  | 'decision.before-commit'
  | 'decision.between-days'
  | 'operation.before-commit'
  | 'work-import.work-written'
  | 'work-import.before-commit'
  | 'auto-end.before-commit'
  | 'erase-data.between-tables'
  | 'retention.before-removal'
  | 'retention.after-removal'
  | 'retention.bound-set'
  | 'retention.between-tables'
  | 'retention.between-people'
  | 'auto-recording.before-commit';
export type FaultPoint = (place: FaultPlace) => void;
