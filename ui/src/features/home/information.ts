import type { countWaiting } from '#domain/contract/approvals.ts';
import type { LegalCap, LegalStanding } from '#domain/contract/legal.ts';
import type { MonthAnswer } from '#domain/contract/months.ts';
import type { readOwnNotices } from '#domain/contract/notices.ts';
import type { Today } from '#domain/contract/operations.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { AnswerOf } from '../../base/call.ts';
import { formatInstant, formatMinutes, formatMonthDay } from '../../base/format.ts';
import { OWN, paths } from '../../base/paths.ts';
import type { Messages } from '../../messages/ja.ts';

/** What home knows; undefined: not read yet. */
export interface Known {
  readonly today: Today | undefined;
  readonly counts: AnswerOf<typeof countWaiting> | undefined;
  readonly notices: AnswerOf<typeof readOwnNotices> | undefined;
  readonly month: Pick<MonthAnswer, 'days' | 'lastReceivedAt'> | undefined;
  readonly standing: LegalStanding | undefined;
}
/** One line of インフォメーション: a sentence that opens what it is about. */
export interface Item {
  readonly id: string;
  readonly text: string;
  /** How many there are, where the line opens a list. */
  readonly count?: string;
  readonly href: string;
  /** `danger`: a legal limit. `urgent`: the own record counts wrongly until it is seen to; shown on a phone, too. */
  readonly tone: 'danger' | 'urgent' | 'plain';
}

/** So many days of one kind are named; the rest is a number. */
const NAMED_DAYS = 3;

const dayOf = (workDate: WorkDate): string => formatMonthDay(workDate);

function warningItems({ today }: Known, m: Messages): Item[] {
  return (today?.warnings ?? []).map(({ kind, workDate, requestId, taskId }) => ({
    id: `warning-${kind}-${requestId ?? taskId ?? workDate}`,
    text: m.home.information.warnings[kind](dayOf(workDate)),
    href:
      kind === 'autoEndedNotCorrected'
        ? paths.correction(workDate)
        : kind === 'reportMissing'
          ? paths.tasks(workDate)
          : requestId === null
            ? paths.day(OWN, workDate)
            : paths.request(requestId),
    tone: kind === 'dayIsCorrected' ? 'plain' : 'urgent',
  }));
}

/** Days that are ended automatically, but those of which the warnings speak already. */
function autoEndedItems({ notices, today }: Known, m: Messages): Item[] {
  const words = m.home.information;
  const known = new Set(
    today?.warnings.filter((each) => each.kind === 'autoEndedNotCorrected').map((each) => each.workDate),
  );
  const days = (notices?.autoEndedDays ?? []).filter((each) => !known.has(each.workDate));
  const named = days.slice(0, NAMED_DAYS).map(({ workDate }) => ({
    id: `auto-ended-${workDate}`,
    text: words.autoEnded(dayOf(workDate)),
    href: paths.correction(workDate),
    tone: 'urgent' as const,
  }));
  if (days.length <= NAMED_DAYS) return named;
  const more = { id: 'auto-ended-more', text: words.autoEndedMore(days.length - NAMED_DAYS), href: paths.workList };
  return [...named, { ...more, tone: 'urgent' as const }];
}

/** The data comes from a backup: what the person did in that time has to be done again. */
function lostTimeItems({ notices }: Known, m: Messages): Item[] {
  const lost = notices?.lostTime;
  if (!lost) return [];
  const [from, to] = [lost.from, lost.to].map((at) => formatInstant(at, lost.zone));
  return [
    {
      id: 'lost-time',
      text: m.home.information.lostTime(from ?? '', to ?? ''),
      href: paths.workList,
      tone: 'urgent',
    },
  ];
}

function countItems({ counts, today }: Known, m: Messages): Item[] {
  if (counts === undefined) return [];
  const words = m.home.information;
  // The warnings of today name returned requests one by one.
  const namedReturned = new Set(today?.warnings.flatMap((each) => each.requestId ?? []));
  const left = counts.ownReturned - namedReturned.size;
  const item = (id: string, count: number, text: string, href: string, tone: Item['tone']): Item[] =>
    count > 0 ? [{ id, text, count: words.count(count), href, tone }] : [];
  return [
    ...item('waiting', counts.waitingDays, words.waiting, paths.approvals, 'plain'),
    ...item('differences', counts.differenceDays, words.differences, paths.approvals, 'plain'),
    ...item('own-returned', left, words.ownReturned, `${paths.requests}?state=returned`, 'urgent'),
    ...item('own-waiting', counts.ownWaiting, words.ownWaiting, `${paths.requests}?state=submitted`, 'plain'),
  ];
}

function dayItems({ month }: Known, m: Messages): Item[] {
  const words = m.home.information;
  const days = (month?.days ?? []).toReversed();
  const differing = days
    .filter((each) => each.day?.difference)
    .slice(0, NAMED_DAYS)
    .map(({ workDate }) => ({
      id: `difference-${workDate}`,
      text: words.ownDifference(dayOf(workDate)),
      href: paths.day(OWN, workDate),
      tone: 'plain' as const,
    }));
  const open = days.filter((each) => each.unrequestedBlocks.unanswered > 0);
  const unanswered: Item[] = open.slice(0, NAMED_DAYS).map(({ workDate, unrequestedBlocks }) => ({
    id: `unanswered-${workDate}`,
    text: words.unanswered(dayOf(workDate), unrequestedBlocks.unanswered),
    href: paths.day(OWN, workDate, 'unrequested'),
    tone: 'plain',
  }));
  if (open.length > NAMED_DAYS)
    unanswered.push({
      id: 'unanswered-more',
      text: words.unansweredMore(open.length - NAMED_DAYS),
      href: paths.workList,
      tone: 'plain',
    });
  return [...differing, ...unanswered];
}

function capItem(each: LegalCap, m: Messages): Item[] {
  const words = m.home.information;
  const cap = m.home.caps.names[each.cap];
  const amount = (value: number): string =>
    each.cap === 'monthsOver' ? m.home.caps.months(value) : formatMinutes(value);
  const base = { id: `cap-${each.cap}`, href: paths.workList };
  if (each.state === 'over') return [{ ...base, text: words.capOver(cap), tone: 'danger' }];
  if (each.forecastState === 'over') return [{ ...base, text: words.capForecast(cap), tone: 'plain' }];
  return each.state === 'near' ? [{ ...base, text: words.capNear(cap, amount(each.left)), tone: 'plain' }] : [];
}

function legalItems({ standing }: Known, m: Messages): Item[] {
  if (standing === undefined) return [];
  const last = standing.rest.violations.at(-1);
  const broken: Item[] =
    last === undefined
      ? []
      : [
          {
            id: `rest-${last.workDate}`,
            text: m.home.information.restBroken(dayOf(last.workDate), formatMinutes(last.restMinutes)),
            href: paths.day(OWN, last.workDate),
            tone: 'plain',
          },
        ];
  return [...standing.caps.flatMap((cap) => capItem(cap, m)), ...broken];
}

const ORDER: readonly Item['tone'][] = ['danger', 'urgent', 'plain'];

/** Everything that waits for the person, the weightiest first; each line opens what it is about. */
export function informationOf(known: Known, m: Messages): Item[] {
  const items = [
    ...lostTimeItems(known, m),
    ...warningItems(known, m),
    ...autoEndedItems(known, m),
    ...countItems(known, m),
    ...dayItems(known, m),
    ...legalItems(known, m),
    ...(known.month?.lastReceivedAt === null
      ? [
          {
            id: 'never-received',
            text: m.home.information.neverReceived,
            href: paths.settings,
            tone: 'plain' as const,
          },
        ]
      : []),
  ];
  return items.toSorted((a, b) => ORDER.indexOf(a.tone) - ORDER.indexOf(b.tone));
}
