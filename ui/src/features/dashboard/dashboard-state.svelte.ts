import {
  listDashboardMonthsOver,
  listDashboardPeople,
  readDashboardDeviation,
  readDashboardDistribution,
  readDashboardFrame,
  readDashboardHeatMap,
  readDashboardOverview,
  readDashboardTrend,
  readDashboardUse,
  type DashboardDeviation,
  type DashboardDistribution,
  type DashboardFrame,
  type DashboardHeatMap,
  type DashboardMonthsOver,
  type DashboardOverview,
  type DashboardPeople,
  type DashboardTrend,
  type DashboardUse,
} from '#domain/contract/dashboard.ts';
import { listStatusGroups } from '#domain/contract/group-status.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { Call } from '../../base/call.ts';
import { Remote } from '../../base/remote.svelte.ts';
import { datesBefore, datesOfMonths, datesOfUse } from './period.ts';
import { scopeOf, type DashboardView } from './view-query.ts';

const RANKED = 10;
/** The first page of months over the limit, and what comes with each 「さらに表示」: all that one answer may hold. */
const MONTHS_OVER_ROWS = 15;
const MOST_ROWS = 200;

/** What the page reads, each part by itself: a slow or failed one leaves the others as they are. */
export class DashboardState {
  readonly frame = new Remote<DashboardFrame>();
  readonly overview = new Remote<DashboardOverview>();
  readonly before = new Remote<DashboardOverview>();
  readonly trend = new Remote<DashboardTrend>();
  readonly distribution = new Remote<DashboardDistribution>();
  readonly heat = new Remote<DashboardHeatMap>();
  readonly ranking = new Remote<DashboardPeople>();
  readonly monthsOver = new Remote<DashboardMonthsOver>();
  readonly deviation = new Remote<DashboardDeviation>();
  readonly use = new Remote<DashboardUse>();
  /** The people of the chosen group, for the tree. */
  readonly members = new Remote<DashboardPeople>();
  /** Groups whose people's months and days the viewer may open, too. */
  openGroups = $state.raw<readonly string[]>([]);
  order = $state<'most' | 'least'>('most');
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  loadFrame(): Promise<void> {
    return this.frame.load(() => this.#call(readDashboardFrame, {}));
  }

  /** A failure leaves the lists without links into other screens. */
  async loadOpenGroups(): Promise<void> {
    const answer = await this.#call(listStatusGroups, {}).catch(() => undefined);
    this.openGroups = answer?.groups.map((group) => group.groupId) ?? [];
  }

  /** All that follows scope and period. */
  loadPeriod(view: DashboardView, currentWorkDate: WorkDate): void {
    const scope = scopeOf(view);
    const dates = datesOfMonths(view.months);
    const before = datesBefore(view.months, currentWorkDate);
    void this.overview.load(() => this.#call(readDashboardOverview, { query: { ...scope, ...dates } }));
    void this.before.load(() => this.#call(readDashboardOverview, { query: { ...scope, ...before } }));
    void this.trend.load(() => this.#call(readDashboardTrend, { query: { ...scope, to: view.months.to } }));
    void this.heat.load(() => this.#call(readDashboardHeatMap, { query: { ...scope, ...dates } }));
    void this.deviation.load(() => this.#call(readDashboardDeviation, { query: { ...scope, ...dates } }));
    void this.loadMonthsOver(view);
    const { groupId, below, personId } = scope;
    if (personId === undefined)
      void this.use.load(() => this.#call(readDashboardUse, { query: { groupId, below, ...datesOfUse(view.months) } }));
    else this.use.clear();
  }

  loadMonthsOver(view: DashboardView): Promise<void> {
    return this.monthsOver.load(() => this.#readMonthsOver(view, 0, MONTHS_OVER_ROWS));
  }

  /** The next page below the rows that are there. The answer is of its own moment: somebody who moved up meanwhile is not shown twice. */
  loadMoreMonthsOver(view: DashboardView): Promise<void> {
    const shown = this.monthsOver.value?.people ?? [];
    return this.monthsOver.load(async () => {
      const next = await this.#readMonthsOver(view, shown.length, MOST_ROWS);
      const isShown = (personId: string): boolean => shown.some((person) => person.personId === personId);
      return { ...next, people: [...shown, ...next.people.filter(({ personId }) => !isShown(personId))] };
    });
  }

  #readMonthsOver(view: DashboardView, offset: number, limit: number): Promise<DashboardMonthsOver> {
    const onlyOver = view.personId === undefined ? ('1' as const) : ('0' as const);
    const query = { ...scopeOf(view), to: view.months.to, onlyOver, offset, limit };
    return this.#call(listDashboardMonthsOver, { query });
  }

  /** What follows the chosen figure, too. */
  loadFigure(view: DashboardView): void {
    if (view.personId !== undefined) return;
    const query = { ...scopeOf(view), ...datesOfMonths(view.months), figure: view.figure };
    const { order } = this;
    void this.distribution.load(() => this.#call(readDashboardDistribution, { query }));
    void this.ranking.load(() => this.#call(listDashboardPeople, { query: { ...query, order, limit: RANKED } }));
  }

  loadMembers(view: DashboardView): void {
    if (view.groupId === 'all') {
      this.members.clear();
      return;
    }
    const { groupId } = view;
    const query = { groupId, below: '0' as const, ...datesOfMonths(view.months) };
    void this.members.load(() =>
      this.#call(listDashboardPeople, { query: { ...query, order: 'employeeNumber', limit: MOST_ROWS } }),
    );
  }
}
