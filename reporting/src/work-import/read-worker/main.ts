import { parentPort, workerData } from 'node:worker_threads';
import { readFiles } from '../read-files.ts';
import type { ReadInput } from '../read-files.ts';

parentPort?.postMessage(readFiles(workerData as ReadInput));
