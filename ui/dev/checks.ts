import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

export async function axeFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return violations.map(
    (violation) =>
      `axe ${violation.id}: ${violation.help}\n   ${violation.nodes
        .slice(0, 3)
        .map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`)
        .join('\n   ')}`,
  );
}

export async function overflow(page: Page): Promise<string[]> {
  const pixels = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return pixels > 0 ? [`overflows by ${pixels}px`] : [];
}

/** Presses of Tab, and of Shift+Tab back from there: backwards is where a sticky header hides what has the focus. */
const STEPS = 40;

/** WCAG 2.4.11: what has the focus is never hidden altogether by something else, such as the sticky header. */
export async function hiddenFocus(page: Page): Promise<string[]> {
  const found = new Set<string>();
  for (const key of ['Tab', 'Shift+Tab'])
    for (let step = 0; step < STEPS; step += 1) {
      await page.keyboard.press(key);
      const hidden = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return '';
        const box = element.getBoundingClientRect();
        const isSeen = [0.1, 0.5, 0.9].some((x) =>
          [0.15, 0.5, 0.85].some((y) => {
            const hit = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
            return hit !== null && (element.contains(hit) || hit.contains(element) || hit.closest('label') !== null);
          }),
        );
        return isSeen ? '' : element.outerHTML.slice(0, 140);
      });
      if (hidden !== '') found.add(`focus hidden (2.4.11): ${hidden}`);
    }
  return [...found];
}
