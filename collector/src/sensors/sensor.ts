import type { SensorMessage } from './sensor-messages.ts';

/**
 * The eyes of the agent on one PC: the supervised child process on a real one, a script on a simulated one.
 *
 * What the minute closer may rely on:
 * - messages arrive in order, and `tick` says that all input before it has been told: minute M is complete at the first tick whose
 *   `clock.wallAt` lies WINDOW_LATENCY_MS or more after the end of M;
 * - between `sensorLost` and `sensorBack` nothing is known: no minute may be closed with zeros there;
 * - input that was counted less than a second before the child died is lost with it; `sensorLost` carries the instant of its last tick.
 */
export type Sensor = {
  /** Begins to report. A sensor that cannot see (Wayland, a missing package) starts as well and says so in `health`. */
  start(onMessage: (message: SensorMessage) => void): Promise<void>;
  /** Reports what was counted until now, then leaves no process behind. */
  stop(): Promise<void>;
};
