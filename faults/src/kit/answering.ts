import { connect } from 'node:net';
import type { Part } from './parts.ts';
import { readRuntime } from './runtime.ts';
import type { Site } from './site.ts';

const TIMEOUT_MS = 1_000;

/** Whether a part takes requests now. */
export async function isAnswering(site: Site, part: Part): Promise<boolean> {
  const { portalUrl, ingestUrl, dataDir } = site.product;
  switch (part) {
    case 'core':
    case 'launcher':
      return isHealthy(portalUrl);
    case 'ingest':
      return isHealthy(ingestUrl);
    case 'nats-server':
      return isListening(readRuntime(dataDir).natsUrl);
    case 'postgres':
      return isListening(readRuntime(dataDir).postgresUrl);
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(TIMEOUT_MS) })).ok;
  } catch {
    return false;
  }
}

function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: TIMEOUT_MS });
    const answer = (isOpen: boolean) => (): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', answer(true)).once('error', answer(false)).once('timeout', answer(false));
  });
}
