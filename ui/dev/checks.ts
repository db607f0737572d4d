import { AxeBuilder } from '@axe-core/playwright';
import type { CDPSession, Page } from 'playwright-core';

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
        if (!(element instanceof HTMLElement) || element === document.body) return '';
        // What lets the mouse through to the marks below it (a chart's keys) is asked as if it did not.
        element.style.pointerEvents = 'auto';
        const { left, top, right, bottom } = element.getBoundingClientRect();
        // Of what is higher than the window, the part in the window counts.
        const [fromX, toX] = [Math.max(left, 0), Math.min(right, innerWidth)];
        const [fromY, toY] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
        const isSeen = [0.1, 0.5, 0.9].some((x) =>
          [0.15, 0.5, 0.85].some((y) => {
            const hit = document.elementFromPoint(fromX + (toX - fromX) * x, fromY + (toY - fromY) * y);
            return hit !== null && (element.contains(hit) || hit.contains(element) || hit.closest('label') !== null);
          }),
        );
        return isSeen ? '' : element.outerHTML.slice(0, 140);
      });
      if (hidden !== '') found.add(`focus hidden (2.4.11): ${hidden}`);
    }
  return [...found];
}

/** A line of text, or one of the kinds that hold no word but are filled by the same keyboard. */
const FIELDS = 'form input:is([type=text], [type=search], [type=password], [type=email], :not([type]))';

/** Enter that ends a conversion of the input method sends nothing, in any form that Enter submits. */
export async function submitsWhileComposing(page: Page): Promise<string[]> {
  const client = await page.context().newCDPSession(page);
  const found: string[] = [];
  await page.evaluate(() => {
    addEventListener(
      'submit',
      (event) => {
        event.preventDefault();
        event.stopPropagation();
        document.documentElement.dataset['sent'] = 'yes';
      },
      true,
    );
  });
  for (const field of await page.locator(FIELDS).all()) {
    if (!(await field.isVisible()) || !(await field.isEditable())) continue;
    await field.focus();
    await client.send('Input.imeSetComposition', { text: 'きんむ', selectionStart: 3, selectionEnd: 3 });
    await pressEnter(client);
    const isSent = await page.evaluate(() => document.documentElement.dataset['sent'] === 'yes');
    await page.evaluate(() => delete document.documentElement.dataset['sent']);
    if (isSent) found.push(`sent while composing: ${await field.evaluate((each) => each.outerHTML.slice(0, 140))}`);
    await client.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
  }
  return found;
}

/** As a keyboard does: down with the character, then up. */
async function pressEnter(client: CDPSession): Promise<void> {
  const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
  await client.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...key });
  await client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
}
