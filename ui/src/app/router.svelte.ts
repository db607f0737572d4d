import { matchRoute, type Route } from './routes.ts';

/** Addresses without hashes, through the browser's history. Links are plain `<a href>`: they work in a new tab, too. */
export class Router {
  #pathname = $state(location.pathname);
  #search = $state(location.search);
  get search(): string {
    return this.#search;
  }
  readonly route: Route = $derived(matchRoute(this.#pathname, this.#search));
  readonly path: string = $derived(this.#pathname + this.#search);

  navigate(path: string, options: { replace?: boolean } = {}): void {
    if (options.replace === true) history.replaceState(null, '', path);
    else history.pushState(null, '', path);
    const moved = location.pathname !== this.#pathname;
    this.#read();
    if (moved) window.scrollTo(0, 0);
  }

  #read(): void {
    this.#pathname = location.pathname;
    this.#search = location.search;
  }

  /** Attachment for the root: takes ordinary clicks on own links, leaves new tabs, downloads and other sites to the browser. */
  readonly listen = (root: HTMLElement) => {
    const onClick = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const isModified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
      if (link === null || isModified || event.defaultPrevented) return;
      if (link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) return;
      if (link.getAttribute('href')?.startsWith('#') === true || link.pathname.startsWith('/api/')) return;
      event.preventDefault();
      this.navigate(link.pathname + link.search);
    };
    const onPop = (): void => this.#read();
    root.addEventListener('click', onClick);
    window.addEventListener('popstate', onPop);
    return () => {
      root.removeEventListener('click', onClick);
      window.removeEventListener('popstate', onPop);
    };
  };
}
