/** Open streams are held by their people's tabs; a few each are plenty, and a portal must not drown in them. */
export const STREAMS_PER_PERSON = 5;
export const STREAMS_IN_ALL = 500;

interface Place {
  /** Called once when the portal stops; gives how to take it back. */
  onStopping(stop: () => void): () => void;
  leave(): void;
}

export interface StreamPlaces {
  /** Undefined: the person has too many streams open, or the portal has. */
  take(personId: string): Place | undefined;
  /** Ends every open stream, and lets no new one begin. */
  stop(): void;
}

export function createStreamPlaces(): StreamPlaces {
  const open = new Map<string, number>();
  const stops = new Set<() => void>();
  let total = 0;
  let isStopping = false;
  return {
    take: (personId) => {
      const own = open.get(personId) ?? 0;
      if (isStopping || own >= STREAMS_PER_PERSON || total >= STREAMS_IN_ALL) return undefined;
      open.set(personId, own + 1);
      total += 1;
      return {
        onStopping: (stop) => {
          stops.add(stop);
          if (isStopping) stop();
          return () => void stops.delete(stop);
        },
        leave: () => {
          total -= 1;
          const left = (open.get(personId) ?? 1) - 1;
          if (left === 0) open.delete(personId);
          else open.set(personId, left);
        },
      };
    },
    stop: () => {
      isStopping = true;
      for (const stop of stops) stop();
    },
  };
}
