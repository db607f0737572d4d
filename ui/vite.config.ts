import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { keepShell } from './dev/keep-shell.ts';

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}
let firstViewIds: ReadonlySet<string> | undefined;

/** Everything that main.ts imports without waiting; what pages import when they are opened is divided as it was. */
function firstView(id: string, modules: Modules): string | null {
  if (firstViewIds === undefined) {
    const ids = new Set([`${root}src/main.ts`]);
    for (const each of ids) for (const imported of modules.getModuleInfo(each)?.importedIds ?? []) ids.add(imported);
    firstViewIds = ids;
  }
  return firstViewIds.has(id) ? 'app' : null;
}

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * The build has to pass `script-src 'self'; style-src 'self'` without exceptions: nothing is inlined into index.html
 * and no asset becomes a data: URL.
 */
export default defineConfig({
  root,
  base: '/',
  clearScreen: false,
  plugins: [svelte({ configFile: `${root}svelte.config.js` }), keepShell()],
  build: {
    outDir: `${root}dist`,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    target: 'es2023',
    rolldownOptions: {
      input: { index: `${root}index.html`, sw: `${root}src/worker/service-worker.ts` },
      output: {
        // A worker's address is its identity: it may not change with its content.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            // One chunk, so that the switch is set before zod looks at it, whichever page's chunk asks for zod first.
            { name: 'zod', test: /node_modules[\\/]zod[\\/]|zod-without-eval/, priority: 1 },
            // What the first view needs comes as one file: forty small ones cost forty ways to the server, and compress worse.
            { name: firstView },
          ],
        },
      },
    },
  },
});
