import { parseWorkDate } from '#domain/time/calendar.ts';
import { MAX_CLOCK, type WorkDate } from '#domain/time/types.ts';
import { FIGURES, type Figure } from '../charts/figures.ts';

/** Pages of the administrator menu, in its order. */
export const ADMINISTRATION_PAGES = [
  'rosterFiles',
  'rosterGroups',
  'rosterUsers',
  'security',
  'tenant',
  'legalSettings',
  'workImport',
  'machineTokens',
  'systemStatus',
  'audit',
] as const;
export type AdministrationPage = (typeof ADMINISTRATION_PAGES)[number];

/** Pages whose address holds nothing but their name. */
export type PlainPage =
  | 'accessibility'
  | 'monitoringPolicy'
  | 'approvals'
  | 'groups'
  | 'dashboard'
  | 'dataExport'
  | 'settings'
  | AdministrationPage;
export type Route =
  | { readonly page: PlainPage | 'home' | 'login' | 'notFound' }
  /** `month` undefined: the one that runs now. */
  | { readonly page: 'month'; readonly personId: string; readonly month: string | undefined }
  /** `workDate` undefined: the one that runs now. */
  | { readonly page: 'tasks'; readonly workDate: WorkDate | undefined; readonly view: 'day' | 'week' }
  | { readonly page: 'monthReport'; readonly personId: string; readonly month: string }
  | { readonly page: 'groupReport'; readonly groupId: string; readonly month: string; readonly withBelow: boolean }
  | { readonly page: 'requests'; readonly requestId: string | undefined }
  | { readonly page: 'overtimeRequest'; readonly workDate: WorkDate | undefined }
  | {
      readonly page: 'correction';
      /** Undefined: the person chooses it. */
      readonly workDate: WorkDate | undefined;
      /** A stretch to add to the work. */
      readonly from: number | undefined;
      readonly to: number | undefined;
      /** A returned correction to send again. */
      readonly requestId: string | undefined;
    }
  | {
      readonly page: 'day';
      readonly personId: string;
      readonly workDate: WorkDate;
      readonly figure: Figure | undefined;
    };

const PLAIN: Readonly<Record<string, PlainPage | 'home' | 'login'>> = {
  '/': 'home',
  '/login': 'login',
  '/approvals': 'approvals',
  '/groups': 'groups',
  '/dashboard': 'dashboard',
  '/data': 'dataExport',
  '/settings': 'settings',
  '/accessibility': 'accessibility',
  '/monitoring-policy': 'monitoringPolicy',
  '/roster': 'rosterFiles',
  '/roster/groups': 'rosterGroups',
  '/roster/users': 'rosterUsers',
  '/security': 'security',
  '/tenant': 'tenant',
  '/tenant/limits': 'legalSettings',
  '/work-imports': 'workImport',
  '/integrations': 'machineTokens',
  '/system-status': 'systemStatus',
  '/audit': 'audit',
};
const PERSON = '(me|[0-9a-f-]{36})';
const MONTH = '(\\d{4}(?:0[1-9]|1[0-2]))';
const MONTH_PATH = new RegExp(`^/people/${PERSON}/months/${MONTH}(/report)?$`);
const GROUP_REPORT_PATH = new RegExp(`^/groups/(mine|[0-9a-f-]{36})/months/${MONTH}/report$`);
const DAY_PATH = new RegExp(`^/people/${PERSON}/days/(\\d{4}-\\d{2}-\\d{2})$`);
const TASKS_PATH = /^\/tasks(?:\/(\d{4}-\d{2}-\d{2}))?$/;

const REQUEST_PATH = /^\/requests(?:\/([0-9a-f-]{36}))?$/;
const CORRECTION_PATH = /^\/corrections(?:\/(\d{4}-\d{2}-\d{2}))?$/;

/** Reads an address. Anything it does not know is `notFound`, never a guess. */
export function matchRoute(pathname: string, search: string): Route {
  const path = pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname;
  const plain = Object.hasOwn(PLAIN, path) ? PLAIN[path] : undefined;
  if (plain !== undefined) return { page: plain };
  if (path === '/months') return { page: 'month', personId: 'me', month: undefined };
  return matchMonth(path, search) ?? matchDated(path, new URLSearchParams(search));
}

function matchMonth(path: string, search: string): Route | undefined {
  const [, personId, month, report] = MONTH_PATH.exec(path) ?? [];
  if (personId !== undefined && month !== undefined)
    return { page: report === undefined ? 'month' : 'monthReport', personId, month };
  const [, groupId, groupMonth] = GROUP_REPORT_PATH.exec(path) ?? [];
  if (groupId === undefined || groupMonth === undefined) return undefined;
  const withBelow = new URLSearchParams(search).get('below') === '1';
  return { page: 'groupReport', groupId, month: groupMonth, withBelow };
}

const readingOf = (text: string | null): number | undefined =>
  text !== null && /^\d{1,4}$/.test(text) && Number(text) <= MAX_CLOCK ? Number(text) : undefined;

function matchRequest(path: string, query: URLSearchParams): Route | undefined {
  const request = REQUEST_PATH.exec(path);
  if (request !== null) return { page: 'requests', requestId: request[1] };
  if (path === '/requests/overtime')
    return { page: 'overtimeRequest', workDate: parseWorkDate(query.get('date') ?? '') };
  const correction = CORRECTION_PATH.exec(path);
  const workDate = parseWorkDate(correction?.[1] ?? '');
  if (correction === null || (workDate === undefined && correction[1] !== undefined)) return undefined;
  const [from, to] = [readingOf(query.get('from')), readingOf(query.get('to'))];
  return { page: 'correction', workDate, from, to, requestId: query.get('requestId') ?? undefined };
}

function matchDated(path: string, query: URLSearchParams): Route {
  const request = matchRequest(path, query);
  if (request !== undefined) return request;
  const tasks = TASKS_PATH.exec(path);
  const tasksDate = parseWorkDate(tasks?.[1] ?? '');
  if (tasks !== null && (tasksDate !== undefined || tasks[1] === undefined))
    return { page: 'tasks', workDate: tasksDate, view: query.get('view') === 'week' ? 'week' : 'day' };
  const day = DAY_PATH.exec(path);
  const workDate = parseWorkDate(day?.[2] ?? '');
  if (day?.[1] === undefined || workDate === undefined) return { page: 'notFound' };
  const asked = query.get('figure');
  return { page: 'day', personId: day[1], workDate, figure: FIGURES.find((each) => each === asked) };
}
