import type { Display } from '#domain/contract/session.ts';

type Theme = Display['theme'];
const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];
const STORAGE_KEY = 'kinmu-lens.theme';
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');
let chosen: Theme = 'auto';

/** `<html data-theme>` is always `light` or `dark`, so that tokens.css says each colour once and charts need not know about 自動. */
function paint(): void {
  const isDark = chosen === 'dark' || (chosen === 'auto' && systemIsDark.matches);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
}

/** What the browser had last, ahead of the first picture; the system's own changes are followed from then on. */
export function restoreTheme(): void {
  chosen = THEMES.find((each) => each === localStorage.getItem(STORAGE_KEY)) ?? 'auto';
  systemIsDark.addEventListener('change', paint);
  paint();
}

export function showTheme(theme: Theme): void {
  chosen = theme;
  localStorage.setItem(STORAGE_KEY, theme);
  paint();
}
