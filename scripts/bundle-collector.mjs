/**
 * `node scripts/bundle-collector.mjs OUT`, on the pinned Node: agent and sensor process as one file each, everything in them but the packages with native
 * parts. Readable, and with maps beside them: a stack is understood as it is, and names its sources under `--enable-source-maps`.
 */
import { join } from 'node:path';
import { build } from 'vite';
import { repoRoot } from './lib/paths.mjs';

const [outDir] = process.argv.slice(2);
if (outDir === undefined) {
  process.stderr.write('usage: node scripts/bundle-collector.mjs OUT\n');
  process.exit(2);
}
const sources = join(repoRoot, 'collector', 'src');
await build({
  configFile: false,
  root: join(repoRoot, 'collector'),
  logLevel: 'warn',
  ssr: { target: 'node', noExternal: true, external: ['uiohook-napi', 'get-windows'] },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    target: 'node26',
    rolldownOptions: {
      input: { main: join(sources, 'main.ts'), 'sensors-child': join(sources, 'sensors-child', 'main.ts') },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
