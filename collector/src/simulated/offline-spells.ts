import type { Transport } from '../sender/transport.ts';
import { seededRandom } from './seeded-random.ts';

/** In about one hour of four the network of a simulated PC is away for 5 to 15 minutes. The same for the same seed and hour. */
export function isOnlineAt(seed: number, wallAt: number): boolean {
  const minute = Math.floor(wallAt / 60_000);
  const random = seededRandom(seed, Math.floor(minute / 60), 7);
  if (random() >= 0.25) return true;
  const begin = Math.floor(random() * 45);
  const length = 5 + Math.floor(random() * 10);
  return minute % 60 < begin || minute % 60 >= begin + length;
}

/** The real transport behind a cable that somebody pulls. */
export function withCable(transport: Transport, isPlugged: () => boolean): Transport {
  return async (request, signal) => {
    if (!isPlugged()) throw new Error('the simulated network is away');
    return transport(request, signal);
  };
}
