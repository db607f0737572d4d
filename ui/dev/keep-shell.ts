import { createHash } from 'node:crypto';
import type { Plugin, Rolldown } from 'vite';

const PLACE = '__KINMU_SHELL__';
const WORKER = 'sw.js';

/** The files that the page itself asks for: its script with what that imports without waiting, and its styles. */
function shellOf(bundle: Rolldown.OutputBundle): string[] {
  const page = bundle['index.html'];
  if (page?.type !== 'asset') throw new Error('the build has no page');
  return [...new Set(String(page.source).match(/\/assets\/[^"]+/g))].sort();
}

/**
 * Writes into the service worker which files of this build it keeps. The build's name is a hash over all of its files, so every build has another
 * worker, and a browser that meets one knows that there is a new version.
 */
export function keepShell(): Plugin {
  return {
    name: 'kinmu-keep-shell',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle[WORKER];
      if (worker?.type !== 'chunk') return;
      const hash = createHash('sha256');
      for (const name of Object.keys(bundle).sort()) hash.update(name);
      const build = hash.digest('hex').slice(0, 12);
      const files = ['/', '/favicon.svg', ...shellOf(bundle)];
      worker.code = worker.code.replace(PLACE, JSON.stringify({ build, files }));
    },
  };
}
