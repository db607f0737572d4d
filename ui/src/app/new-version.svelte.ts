/** How often a page that stays open asks for a newer build. */
const LOOK_MS = 15 * 60_000;

/** Installs the worker that keeps the screens, and says when a newer build waits. Without https (or in development) there is none. */
export class NewVersion {
  isWaiting = $state(false);
  #waiting: ServiceWorker | undefined = undefined;

  /** For `{@attach}`. */
  readonly watch = (): (() => void) | undefined => {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return undefined;
    const isFirst = navigator.serviceWorker.controller === null;
    let registration: ServiceWorkerRegistration | undefined;
    // A first worker takes the page over without changing anything; a later one means another build.
    const onTakenOver = (): void => {
      if (!isFirst || this.#waiting !== undefined) location.reload();
    };
    const look = (): void => void registration?.update().catch(() => undefined);
    navigator.serviceWorker.addEventListener('controllerchange', onTakenOver);
    void navigator.serviceWorker
      .register('/sw.js', { updateViaCache: 'none' })
      .then((made) => {
        registration = made;
        this.#follow(made);
      })
      .catch(() => undefined);
    const timer = setInterval(look, LOOK_MS);
    window.addEventListener('online', look);
    return () => {
      navigator.serviceWorker.removeEventListener('controllerchange', onTakenOver);
      clearInterval(timer);
      window.removeEventListener('online', look);
    };
  };

  /** The page comes anew with the new build. */
  takeOver(): void {
    this.#waiting?.postMessage('take-over');
  }

  #follow(registration: ServiceWorkerRegistration): void {
    const offer = (worker: ServiceWorker | null): void => {
      if (worker === null || navigator.serviceWorker.controller === null) return;
      this.#waiting = worker;
      this.isWaiting = true;
    };
    offer(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const found = registration.installing;
      found?.addEventListener('statechange', () => {
        if (found.state === 'installed') offer(registration.waiting);
      });
    });
  }
}
