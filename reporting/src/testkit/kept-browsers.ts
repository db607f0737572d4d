import { loadViewer } from '../access/viewer.ts';
import { sha256 } from '../credentials/tokens.ts';
import type { Client } from './client.ts';
import type { TestPortal } from './portal.ts';

/** `kinmu=…`, as the jar holds it. */
const tokenOf = ({ cookie }: Client): string | undefined => cookie?.split('=')[1];

/**
 * One browser per name for as long as its session opens everything: a sign-in costs a slow hash and, for a browser that the account does not
 * know, a rest. Whether the session is still good is asked of the store before each use, so that a request may end sessions as it likes.
 */
export function keptBrowsers<Name>(portal: () => TestPortal, signIn: (name: Name) => Promise<Client>) {
  const kept = new Map<Name, Client>();
  const isGood = async (browser: Client): Promise<boolean> => {
    const token = tokenOf(browser);
    if (token === undefined) return false;
    const viewer = await loadViewer(portal().records, sha256(token));
    return viewer !== undefined && !viewer.mustChangePassword;
  };
  return async (name: Name): Promise<Client> => {
    const known = kept.get(name);
    if (known !== undefined && (await isGood(known))) return known;
    const browser = await signIn(name);
    kept.set(name, browser);
    return browser;
  };
}
