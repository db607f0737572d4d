import { parentPort, workerData } from 'node:worker_threads';
import { readFile } from '../read-file.ts';
import type { PresenceInput } from '../read-file.ts';

parentPort?.postMessage(readFile(workerData as PresenceInput));
