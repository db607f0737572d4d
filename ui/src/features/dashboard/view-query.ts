import { DASHBOARD_FIGURES, type DashboardFigure } from '#domain/contract/dashboard-figures.ts';
import { parseWorkDate } from '#domain/time/calendar.ts';
import type { MonthText } from '../../base/months.ts';
import { allowedMonths, type Dates, type Months } from './period.ts';

/** What a chart counts: the mean for each person, so that groups of different size can be compared, or the sum. */
type Basis = 'mean' | 'total';

/** The people or days behind a mark. */
export interface Behind {
  readonly kind: 'people' | 'days';
  readonly figure: DashboardFigure;
  readonly groupId: string;
  readonly below: boolean;
  readonly personId: string | undefined;
  readonly dates: Dates;
  readonly minMinutes: number | undefined;
  readonly maxMinutes: number | undefined;
  readonly weekday: number | undefined;
  readonly workedHour: number | undefined;
  readonly pcHour: number | undefined;
  readonly only: 'leftOut' | 'provisional' | 'deviating' | undefined;
}

/** All that the page shows, as its address says it: a link shows a colleague the same page, and a step back undoes a choice. */
export interface DashboardView {
  /** `all`: the whole tenant. */
  readonly groupId: string;
  readonly below: boolean;
  readonly personId: string | undefined;
  readonly months: Months;
  readonly figure: DashboardFigure;
  readonly basis: Basis;
  readonly behind: Behind | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MONTH = /^[1-9]\d{3}(0[1-9]|1[0-2])$/;
const KINDS = ['people', 'days'] as const;
const ONLY = ['leftOut', 'provisional', 'deviating'] as const;
export const FIRST_FIGURE: DashboardFigure = 'workedMinutes';

const uuidIn = (text: string | null): string | undefined => (text !== null && UUID.test(text) ? text : undefined);
const monthIn = (text: string | null): MonthText | undefined => (text !== null && MONTH.test(text) ? text : undefined);
const figureIn = (text: string | null): DashboardFigure | undefined => DASHBOARD_FIGURES.find((each) => each === text);
function numberIn(text: string | null, highest: number): number | undefined {
  return text !== null && /^\d{1,8}$/.test(text) && Number(text) <= highest ? Number(text) : undefined;
}

/** Reads the address, which anybody may have typed: what it does not know is left out. `running`: the month to begin with. */
export function viewFrom(search: string, running: MonthText): DashboardView {
  const given = new URLSearchParams(search);
  const to = monthIn(given.get('to')) ?? running;
  const scope = {
    groupId: uuidIn(given.get('groupId')) ?? 'all',
    below: given.get('below') !== '0',
    personId: uuidIn(given.get('personId')),
  };
  return {
    ...scope,
    months: allowedMonths({ from: monthIn(given.get('from')) ?? to, to }),
    figure: figureIn(given.get('figure')) ?? FIRST_FIGURE,
    basis: given.get('basis') === 'total' ? 'total' : 'mean',
    behind: behindFrom(given, scope),
  };
}

function behindFrom(
  given: URLSearchParams,
  scope: Pick<DashboardView, 'groupId' | 'below' | 'personId'>,
): Behind | undefined {
  const kind = KINDS.find((each) => each === given.get('list'));
  const from = parseWorkDate(given.get('listFrom') ?? '');
  const to = parseWorkDate(given.get('listTo') ?? '');
  if (kind === undefined || from === undefined || to === undefined) return undefined;
  return {
    kind,
    figure: figureIn(given.get('listFigure')) ?? FIRST_FIGURE,
    groupId: uuidIn(given.get('listGroup')) ?? scope.groupId,
    below: given.has('listBelow') ? given.get('listBelow') !== '0' : scope.below,
    personId: uuidIn(given.get('listPerson')) ?? scope.personId,
    dates: { from, to },
    minMinutes: numberIn(given.get('listMin'), 10_000_000),
    maxMinutes: numberIn(given.get('listMax'), 10_000_000),
    weekday: numberIn(given.get('listWeekday'), 6),
    workedHour: numberIn(given.get('listWorkedHour'), 23),
    pcHour: numberIn(given.get('listPcHour'), 23),
    only: ONLY.find((each) => each === given.get('listOnly')),
  };
}

/** The address of a view: nothing that stands there by itself, but always the period, so that a link means the same next month. */
export function searchOf(view: DashboardView): string {
  const given = new URLSearchParams();
  const put = (name: string, value: string | number | undefined): void => {
    if (value !== undefined) given.set(name, String(value));
  };
  put('groupId', view.groupId === 'all' ? undefined : view.groupId);
  put('below', view.below ? undefined : '0');
  put('personId', view.personId);
  put('from', view.months.from);
  put('to', view.months.to);
  put('figure', view.figure === FIRST_FIGURE ? undefined : view.figure);
  put('basis', view.basis === 'mean' ? undefined : view.basis);
  if (view.behind !== undefined) putBehind(view, view.behind, put);
  return `?${given}`;
}

function putBehind(
  view: DashboardView,
  behind: Behind,
  put: (name: string, value: string | number | undefined) => void,
): void {
  put('list', behind.kind);
  put('listFrom', behind.dates.from);
  put('listTo', behind.dates.to);
  put('listFigure', behind.figure === FIRST_FIGURE ? undefined : behind.figure);
  put('listGroup', behind.groupId === view.groupId ? undefined : behind.groupId);
  put('listBelow', behind.below === view.below ? undefined : Number(behind.below));
  put('listPerson', behind.personId === view.personId ? undefined : behind.personId);
  put('listMin', behind.minMinutes);
  put('listMax', behind.maxMinutes);
  put('listWeekday', behind.weekday);
  put('listWorkedHour', behind.workedHour);
  put('listPcHour', behind.pcHour);
  put('listOnly', behind.only);
}

type Scoped = Pick<DashboardView, 'groupId' | 'below' | 'personId'>;

/** How the portal is asked for a scope. */
export const scopeOf = ({ groupId, below, personId }: Scoped) => ({
  groupId,
  below: below ? ('1' as const) : ('0' as const),
  ...(personId === undefined ? {} : { personId }),
});

/** What the lists behind a mark ask the portal, but the page of it. */
export function queryOfBehind(behind: Behind) {
  const { dates, figure, minMinutes, maxMinutes } = behind;
  const bucket = {
    ...(minMinutes === undefined ? {} : { minMinutes }),
    ...(maxMinutes === undefined ? {} : { maxMinutes }),
  };
  const cell = {
    ...(behind.weekday === undefined ? {} : { weekday: behind.weekday }),
    ...(behind.workedHour === undefined ? {} : { workedHour: behind.workedHour }),
    ...(behind.pcHour === undefined ? {} : { pcHour: behind.pcHour }),
    ...(behind.only === undefined ? {} : { only: behind.only }),
  };
  const common = { ...scopeOf(behind), ...dates, figure, ...bucket };
  return { people: common, days: { ...common, ...cell } };
}

/** A mark of the view: the same scope and period, unless `more` says otherwise. */
export function behindOf(view: DashboardView, dates: Dates, more: Partial<Behind> & Pick<Behind, 'kind'>): Behind {
  return {
    figure: view.figure,
    groupId: view.groupId,
    below: view.below,
    personId: view.personId,
    dates,
    minMinutes: undefined,
    maxMinutes: undefined,
    weekday: undefined,
    workedHour: undefined,
    pcHour: undefined,
    only: undefined,
    ...more,
  };
}
