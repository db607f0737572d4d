import { flushSync } from 'svelte';

/** When this was printed: now, and again at each printing, so that a page left open never prints an old stamp. */
export class PrintStamp {
  at = $state(Date.now());

  /** For `{@attach}`. */
  readonly watch = (): (() => void) => {
    const renew = (): void => {
      this.at = Date.now();
      flushSync();
    };
    window.addEventListener('beforeprint', renew);
    return () => window.removeEventListener('beforeprint', renew);
  };
}
