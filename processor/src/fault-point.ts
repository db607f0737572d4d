/** Labelled places where a test may kill the process: between any two steps whose order carries a promise. */
export const FAULT_POINTS = [
  'before_insert',
  'after_insert',
  'after_days',
  'after_committed',
  'before_day_insert',
  'after_change_insert',
  'after_day_insert',
] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];
export type ReachFaultPoint = (point: FaultPoint) => void;

/** Ends the process at once, as kill -9 would, when the configured point is reached. Without one it does nothing. */
export function createFaultPoint(faultAt: FaultPoint | undefined): ReachFaultPoint {
  return (point) => {
    if (point === faultAt) process.kill(process.pid, 'SIGKILL');
  };
}
