import { createContext } from 'svelte';
import type { Me } from '#domain/contract/session.ts';
import type { Call } from './call.ts';
import type { KeptPresses } from './kept-presses.svelte.ts';

/** What app/ hands to every feature: who is signed in, how to ask the server, how to go somewhere. */
export interface Portal {
  readonly call: Call;
  readonly me: Me;
  /** What was pressed on this device and has not been answered. */
  readonly presses: KeptPresses;
  /** What follows the path of the address, from its `?` on: filters live there, so that back, forward and a shared link find them again. */
  readonly search: string;
  navigate(path: string, options?: { replace?: boolean }): void;
  signOut(): Promise<void>;
  /** Reads again who is signed in, after something that may change it. */
  refreshMe(): Promise<void>;
}

const [readPortal, providePortal] = createContext<Portal>();
export { providePortal };
export const usePortal = (): Portal => readPortal();
