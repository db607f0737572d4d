import type { Screen } from './screens-own.ts';

/** 勤務実績, 申請, 勤務修正 and 承認一覧. */
export const APPROVAL_SCREENS: readonly Screen[] = [
  { name: 'day-overtime', path: '/people/me/days/2026-11-05?figure=overtime', as: 'hanako' },
  {
    name: 'day-night',
    path: '/people/me/days/2026-11-10',
    as: 'hanako',
    act: (page) => page.getByText('一日の流れを表で見る').click(),
  },
  { name: 'day-unrequested', path: '/people/me/days/2026-11-11?figure=unrequested', as: 'hanako' },
  { name: 'day-nodata', path: '/people/me/days/2026-11-12', as: 'hanako' },
  { name: 'day-empty', path: '/people/me/days/2026-11-03', as: 'hanako' },
  {
    name: 'day-today',
    path: '/people/me/days/2026-11-20',
    as: 'hanako',
    act: async (page) => {
      await page.getByRole('button', { name: '拡大' }).click();
    },
  },
  { name: 'requests', path: '/requests', as: 'hanako' },
  {
    name: 'requests-returned',
    path: '/requests/00000000-0000-4000-8000-000000000610',
    as: 'hanako',
    act: (page) => page.getByTestId('edit-request').click(),
  },
  {
    name: 'overtime',
    path: '/requests/overtime',
    as: 'hanako',
    act: (page) => page.getByRole('button', { name: '申請する' }).click(),
  },
  {
    name: 'correction',
    path: '/corrections/2026-11-11?from=1262&to=1341',
    as: 'hanako',
    act: (page) => page.locator('[data-field="overtimeMinutes"]').getByText('1:21', { exact: true }).waitFor(),
  },
  {
    name: 'correction-wrong',
    path: '/corrections/2026-11-06',
    as: 'hanako',
    act: async (page) => {
      await page.getByTestId('span').waitFor();
      await page.getByTestId('send-correction').click();
    },
  },
  { name: 'correction-running', path: '/corrections/2026-11-20', as: 'hanako' },
  { name: 'approvals', path: '/approvals', as: 'hanako' },
  { name: 'approvals-empty', path: '/approvals', as: 'calm' },
  {
    name: 'approvals-open',
    path: '/approvals',
    as: 'hanako',
    act: async (page) => {
      await page.locator('[data-testid="approval"] [data-walk]').first().click();
      await page.getByTestId('request-history').first().waitFor();
    },
  },
  {
    name: 'approvals-stack',
    path: '/approvals',
    as: 'hanako',
    act: (page) => page.getByTestId('approve-ordinary').click(),
  },
  {
    name: 'approvals-refused',
    path: '/approvals',
    as: 'hanako',
    act: async (page) => {
      await page.getByTestId('approve-ordinary').click();
      await page.getByTestId('confirm-stack').click();
      await page.getByTestId('refused').waitFor();
    },
  },
  {
    name: 'approvals-return',
    path: '/approvals',
    as: 'hanako',
    act: async (page) => {
      await page.getByTestId('return').first().click();
      await page.getByTestId('confirm-return').click();
    },
  },
  { name: 'approvals-difference', path: '/approvals', as: 'hanako', act: (page) => page.getByTestId('take').click() },
  {
    name: 'approvals-keys',
    path: '/approvals',
    as: 'hanako',
    act: async (page) => {
      await page.locator('[data-testid="approval"] [data-walk]').first().focus();
      await page.keyboard.press('?');
    },
  },
  { name: 'day-difference', path: '/people/me/days/2026-11-09', as: 'hanako' },
  {
    name: 'day-segment',
    path: '/people/me/days/2026-11-05',
    as: 'hanako',
    act: async (page) => {
      await page.locator('[role="option"]').first().focus();
      await page.keyboard.press('ArrowDown');
      await page.getByTestId('segment').waitFor();
    },
  },
  {
    name: 'day-answers',
    path: '/people/me/days/2026-11-11',
    as: 'hanako',
    act: (page) => page.locator('[data-answer="other"]').first().click(),
  },
];
