import { parentPort, workerData } from 'node:worker_threads';
import { planUpload } from '../plan-upload.ts';
import type { UploadInput } from '../plan-upload.ts';

parentPort?.postMessage(planUpload(workerData as UploadInput));
