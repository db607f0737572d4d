import { flushSync } from 'svelte';
import { paletteOf, type ChartPalette } from '../charts/chart-palette.ts';

const MEDIA = ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)', 'print'];

/**
 * The tokens as they are now, for pictures that cannot follow custom properties by themselves. Read again when the page turns dark or light,
 * is printed, or is given another theme; before a print at once, since the browser does not wait.
 */
export class ChartTheme {
  palette = $state.raw<ChartPalette>(readPalette());
  isPrint = $state(matchMedia('print').matches);
  isStill = $state(isStill());

  /** Attachment. */
  readonly follow = () => {
    const read = (): void =>
      flushSync(() => {
        this.palette = readPalette();
        this.isPrint = matchMedia('print').matches;
        this.isStill = isStill();
      });
    const queries = MEDIA.map((query) => matchMedia(query));
    const theme = new MutationObserver(read);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme'] });
    for (const query of queries) query.addEventListener('change', read);
    return () => {
      theme.disconnect();
      for (const query of queries) query.removeEventListener('change', read);
    };
  };
}

const isStill = (): boolean => matchMedia('print').matches || matchMedia('(prefers-reduced-motion: reduce)').matches;

function readPalette(): ChartPalette {
  const style = getComputedStyle(document.documentElement);
  return paletteOf((name) => style.getPropertyValue(name).trim());
}
