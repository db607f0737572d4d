import type { Page } from 'playwright-core';

/** One picture of the tour: where, as whom, and what is done first. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  readonly as?: string | undefined;
  readonly act?: (page: Page) => Promise<void>;
  /** Answers instead of those of the made-up API, by path: what it has no person for. */
  readonly answers?: Readonly<Record<string, object>>;
}

/** ホーム and 業務登録. */
export const OWN_SCREENS: readonly Screen[] = [
  { name: 'home', path: '/', as: 'hanako' },
  { name: 'home-start', path: '/', as: 'fresh', act: (page) => page.locator('summary').click() },
  { name: 'home-nothing', path: '/', as: 'calm' },
  { name: 'home-over', path: '/', as: 'over' },
  {
    name: 'home-unanswered',
    path: '/',
    as: 'offline',
    act: async (page) => {
      await page.getByTestId('operation-break').click();
      await page.getByTestId('press-failed').waitFor();
    },
  },
  {
    name: 'home-overtime',
    path: '/',
    as: 'hanako',
    act: async (page) => {
      await page.getByTestId('request-overtime').click();
      await page.getByTestId('overtime-send').click();
    },
  },
  {
    name: 'home-need-task',
    path: '/',
    as: 'strict',
    act: async (page) => {
      await page.getByTestId('operation-start').click();
      await page.getByTestId('task-save').click();
    },
  },
  { name: 'tasks', path: '/tasks', as: 'hanako' },
  { name: 'tasks-week', path: '/tasks/2026-11-20?view=week', as: 'hanako' },
  { name: 'tasks-empty', path: '/tasks/2026-11-25', as: 'hanako' },
  { name: 'tasks-edit', path: '/tasks', as: 'hanako', act: (page) => page.getByTestId('task-row').nth(4).click() },
  { name: 'tasks-member', path: '/tasks', as: 'hanako', act: (page) => page.getByTestId('task-row').nth(2).click() },
];
