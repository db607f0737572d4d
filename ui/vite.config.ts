import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * The build has to pass `script-src 'self'; style-src 'self'` without exceptions: nothing is inlined into index.html
 * and no asset becomes a data: URL.
 */
export default defineConfig({
  root,
  base: '/',
  clearScreen: false,
  plugins: [svelte({ configFile: `${root}svelte.config.js` })],
  build: {
    outDir: `${root}dist`,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    target: 'es2023',
    rolldownOptions: {
      output: {
        // One chunk, so that the switch is set before zod looks at it, whichever page's chunk asks for zod first.
        codeSplitting: { groups: [{ name: 'zod', test: /node_modules[\\/]zod[\\/]|zod-without-eval/ }] },
      },
    },
  },
});
