import { createContext } from 'svelte';
import type { DASHBOARD_TABLES, DashboardFrame } from '#domain/contract/dashboard.ts';
import type { DashboardState } from './dashboard-state.svelte.ts';
import type { Dates } from './period.ts';
import type { Behind, DashboardView } from './view-query.ts';

/** What every part of the dashboard shares: what is shown, and the ways to show something else. */
export interface Board {
  readonly view: DashboardView;
  readonly dates: Dates;
  readonly frame: DashboardFrame;
  readonly state: DashboardState;
  /** Another scope, period or figure: a step that the browser's back undoes. */
  show(change: Partial<DashboardView>): void;
  /** The people or days behind a mark; of the shown scope and period, unless it says otherwise. */
  open(more: Partial<Behind> & Pick<Behind, 'kind'>): void;
  close(): void;
  /** Whether the months and days of a person open for the viewer. For display only: the portal judges again. */
  mayOpen(person: { readonly personId: string; readonly groupId: string }): boolean;
  /** Where the table beside a chart is as a file. */
  readonly hrefOf: (
    table: (typeof DASHBOARD_TABLES)[number],
    more?: Readonly<Record<string, string | number>>,
  ) => string;
}

const [readBoard, provideBoard] = createContext<Board>();
export { provideBoard };
export const useBoard = (): Board => readBoard();
