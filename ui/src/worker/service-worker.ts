/**
 * Keeps the screens of one build, so that the app opens without a connection. It answers three kinds of requests and leaves everything else, above all
 * /api, to the network:
 *
 *   a page       network, and only without one the kept page: whoever has a connection never sees an old build
 *   /assets/…    their names carry a hash: kept ones are answered, others fetched and kept
 *   files of the shell (the icon)
 *
 * It does not take over by itself: app/new-version.svelte.ts offers it, because a page of the old build may hold something unsaved.
 */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  addEventListener(name: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(name: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(name: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}
declare const __KINMU_SHELL__: { readonly build: string; readonly files: readonly string[] };

const worker = globalThis as unknown as Scope;
const { build, files } = __KINMU_SHELL__;
const CACHE = `kinmu-${build}`;
const PAGE = '/';

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: 'reload' })))),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOtherBuilds().then(() => worker.clients.claim()));
});

worker.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/api')) return;
  if (request.mode === 'navigate') event.respondWith(pageOf(request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(assetOf(request));
  else if (files.includes(url.pathname)) event.respondWith(fetch(request).catch(() => keptOr(url.pathname)));
});

async function forgetOtherBuilds(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith('kinmu-') && name !== CACHE).map((name) => caches.delete(name)),
  );
}

const keptOr = async (path: string): Promise<Response> => (await caches.match(path)) ?? Response.error();

/** Only a lost connection gives the kept page; what the portal answers is shown, a fault too. */
const pageOf = (request: Request): Promise<Response> => fetch(request).catch(() => keptOr(PAGE));

async function assetOf(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await caches.open(CACHE).then((cache) => cache.put(request, answer.clone()));
  return answer;
}
