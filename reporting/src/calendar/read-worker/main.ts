import { parentPort, workerData } from 'node:worker_threads';
import { readCalendar } from '../read-calendar.ts';
import type { ReadingInput } from '../run-reading.ts';

const { text, window } = workerData as ReadingInput;
parentPort?.postMessage(readCalendar(text, window));
