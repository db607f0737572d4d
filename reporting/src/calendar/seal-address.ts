import { openText, sealText } from '../credentials/sealed-text.ts';

/** Whoever knows a private calendar address can read the calendar: it lies encrypted, bound to its person. */
const PURPOSE = 'kinmu calendar address';

export const sealAddress = (pepper: Uint8Array, personId: string, url: string): Buffer =>
  sealText(pepper, PURPOSE, personId, url);

/** Undefined: the pepper is another one now. The person enters the address again. */
export function openAddress(pepper: Uint8Array, personId: string, sealed: Uint8Array): string | undefined {
  try {
    return openText(pepper, PURPOSE, personId, sealed);
  } catch {
    return undefined;
  }
}
