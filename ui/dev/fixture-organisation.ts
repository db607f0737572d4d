import { listAuditEntries, listLookups } from '#domain/contract/audit.ts';
import {
  listRosterGroups,
  listRosterPatterns,
  listRosterUsers,
  readRosterDraft,
  readRosterState,
  readRosterUser,
  ROSTER_USER_SORTS,
  type RosterUserRow,
} from '#domain/contract/roster.ts';
import { readPasswordRules, readSecuritySettings, SECURITY_PROFILES } from '#domain/contract/security.ts';
import { listSessions } from '#domain/contract/session.ts';
import { readTenantSettings } from '#domain/contract/settings.ts';
import { ID } from './fixture-answers.ts';
import { readMonitoringPolicy } from '#domain/contract/monitoring-policy.ts';
import { AUDIT, MONITORING_POLICY } from './fixture-audit.ts';
import { groups, NOW, users } from './fixture-company.ts';
import { noteImportFile, workImportAnswer } from './fixture-work-import.ts';
import { CHANGES, dryRun } from './fixture-drafts.ts';

/** Answers of the administrator's endpoints. Development only. */
const securityAnswer = () =>
  readSecuritySettings.answer?.parse({ settings: state.security, version: 1, isBuiltInAdminOff: false });
const state = { isEmpty: false, security: SECURITY_PROFILES.guide, isUndone: false };
/** `empty`: a tenant that nobody has filled yet. */
export const setEmpty = (isEmpty: boolean): void => void (state.isEmpty = isEmpty);

let uploadedName = '';
export function noteUpload(fileName: string): void {
  uploadedName = fileName;
  noteImportFile(fileName);
}

function userPage(query: URLSearchParams) {
  const words = (query.get('search') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = users.filter(
    (user) =>
      words.every((word) =>
        [user.loginId, user.name, user.kana, user.mail, user.employeeNumber].join(' ').toLowerCase().includes(word),
      ) &&
      (query.get('group') === null || user.groupId === query.get('group')) &&
      (query.get('status') === null || user.status === query.get('status')),
  );
  const sort = ROSTER_USER_SORTS.find((each) => each === query.get('sort')) ?? 'loginId';
  const keyOf = (user: RosterUserRow): string =>
    sort === 'group' ? user.groupCode : sort === 'pattern' ? user.patternCode : user[sort];
  found.sort((a, b) => keyOf(a).localeCompare(keyOf(b), 'ja') * (query.get('order') === 'desc' ? -1 : 1));
  const offset = Number(query.get('offset') ?? 0);
  if (state.isEmpty) return { total: 0, users: [] };
  return { total: found.length, users: found.slice(offset, offset + Number(query.get('limit') ?? 100)) };
}
const modes = { startApproval: 'byWorkStyle', endApproval: 'manual' } as const;
function userOf(personId: string) {
  const user = users.find((each) => each.personId === personId) as RosterUserRow;
  const period = {
    groupCode: user.groupCode,
    groupName: user.groupName,
    patternCode: 'P00001',
    patternName: '勤務パターン1',
    ...modes,
  };
  return {
    ...user,
    ...modes,
    taskAtStart: 'byWorkStyle' as const,
    reportAtEnd: 'optional' as const,
    breakNotice: true,
    beforeEndNotice: false,
    endNotice: false,
    afterHoursNotice: true,
    overtimeManagement: true,
    patternId: ID(2000),
    rosterVersion: 12,
    periods: [
      { ...period, from: '2025-04-01', endApproval: 'byWorkStyle' as const },
      { ...period, from: '2026-04-01' },
      { ...period, from: '2027-01-01', groupName: '営業第1部', groupCode: 'G00004' },
    ],
  };
}

const settings = () => ({
  sendsRequestMail: true,
  zone: 'Asia/Tokyo',
  privacy: { pcCounts: true, applicationNames: true, windowTitles: false, urls: 'host' as const },
  plan: 'advanced' as const,
  licenceCount: 10_000,
  version: 4,
  autoRecording: {
    isOn: false,
    today: '2026-11-20',
    periods: [
      { from: '2026-04-01', isOn: true },
      { from: '2026-07-01', isOn: false },
      { from: '2026-12-01', isOn: true },
    ],
  },
  usedLicences: 9_700,
  isZoneEffectiveDated: false as const,
});

type Body = Record<string, unknown>;
const GET: readonly (readonly [RegExp, (match: RegExpExecArray, query: URLSearchParams) => unknown])[] = [
  [
    /^\/api\/roster$/,
    () =>
      readRosterState.answer?.parse(
        state.isEmpty
          ? {
              version: 0,
              lastUpload: null,
              canUndo: false,
              licences: { used: 0, limit: 10_000 },
              groups: 0,
              patterns: 0,
            }
          : {
              version: 12,
              lastUpload: { at: NOW - 86_400_000, byName: '渡辺 さくら', changes: 38, isUndone: state.isUndone },
              canUndo: !state.isUndone,
              licences: { used: 9_700, limit: 10_000 },
              groups: 412,
              patterns: 3,
            },
      ),
  ],
  [/^\/api\/roster\/drafts\/([^/]+)$/, (match) => readRosterDraft.answer?.parse(dryRun(match[1] ?? '', uploadedName))],
  [/^\/api\/roster\/users$/, (_, query) => listRosterUsers.answer?.parse(userPage(query))],
  [/^\/api\/roster\/users\/([^/]+)$/, (match) => readRosterUser.answer?.parse(userOf(match[1] ?? ''))],
  [
    /^\/api\/roster\/groups$/,
    () => listRosterGroups.answer?.parse({ rosterVersion: 12, groups: state.isEmpty ? [] : groups }),
  ],
  [
    /^\/api\/roster\/patterns$/,
    () =>
      listRosterPatterns.answer?.parse({
        patterns: [
          { patternId: ID(2000), code: 'P00001', name: '勤務パターン1' },
          { patternId: ID(2001), code: 'P00002', name: '夜勤' },
        ],
      }),
  ],
  [/^\/api\/security-settings$/, () => securityAnswer()],
  [
    /^\/api\/session\/password$/,
    () =>
      readPasswordRules.answer?.parse({
        policy: SECURITY_PROFILES.guide.password,
        mayChangeFrom: null,
        expiresAt: NOW + 86_400_000 * 61,
      }),
  ],
  [
    /^\/api\/sessions$/,
    () =>
      listSessions.answer?.parse({
        sessions: [
          {
            sessionId: ID(71),
            createdAt: NOW - 3_600_000,
            lastSeenAt: NOW,
            isThis: true,
            clientName: 'Chrome / Windows',
          },
          {
            sessionId: ID(72),
            createdAt: NOW - 90_000_000,
            lastSeenAt: NOW - 80_000_000,
            isThis: false,
            clientName: 'Safari / iOS',
          },
          {
            sessionId: ID(73),
            createdAt: NOW - 190_000_000,
            lastSeenAt: NOW - 180_000_000,
            isThis: false,
            clientName: '',
          },
        ],
      }),
  ],
  [/^\/api\/monitoring-policy$/, () => readMonitoringPolicy.answer?.parse(MONITORING_POLICY)],
  [
    /^\/api\/people\/me\/lookups$/,
    () =>
      listLookups.answer?.parse({
        lookups: [
          {
            seq: 90,
            at: NOW - 8_000_000,
            viewerName: '鈴木 一郎',
            kind: 'month',
            fileName: null,
            month: '202611',
            workDate: null,
          },
          {
            seq: 84,
            at: NOW - 98_000_000,
            viewerName: '鈴木 一郎',
            kind: 'day',
            fileName: null,
            month: null,
            workDate: '2026-11-10',
          },
          {
            seq: 61,
            at: NOW - 998_000_000,
            viewerName: '渡辺 さくら',
            kind: 'export',
            fileName: 'kinmu_202610.csv',
            month: '202610',
            workDate: null,
          },
          {
            seq: 22,
            at: NOW - 1_998_000_000,
            viewerName: null,
            kind: 'month',
            fileName: null,
            month: '202609',
            workDate: null,
          },
        ],
        nextBefore: 22,
      }),
  ],
  [
    /^\/api\/audit-entries$/,
    (_, query) => {
      const before = Number(query.get('before') ?? 1e9);
      const limit = Number(query.get('limit') ?? 50);
      const all = AUDIT.filter(
        (entry) => entry.seq < before && (query.get('action') === null || entry.action === query.get('action')),
      );
      return listAuditEntries.answer?.parse({
        entries: all.slice(0, limit),
        nextBefore: all.length > limit ? (all[limit - 1]?.seq ?? null) : null,
      });
    },
  ],
  [/^\/api\/tenant-settings$/, () => readTenantSettings.answer?.parse(settings())],
];

/** Undefined: not one of these. */
export function organisationAnswer(
  method: string,
  path: string,
  query: URLSearchParams,
  body: Body,
): [number, unknown] | undefined {
  const ofImports = workImportAnswer(method, path);
  if (ofImports !== undefined) return ofImports;
  if (method === 'GET') {
    for (const [pattern, answer] of GET) {
      const match = pattern.exec(path);
      if (match) return [200, answer(match, query)];
    }
    return undefined;
  }
  if (path === '/api/roster/drafts') return [200, { draftId: ID(1), expiresAt: NOW + 86_400_000 }];
  if (path.endsWith('/applications')) {
    state.isEmpty = false;
    return [200, { version: 13, changes: CHANGES.length, counts: {}, passwordMails: 2 }];
  }
  if (path === '/api/roster/undo') {
    state.isUndone = true;
    return [200, { version: 13, changes: 38 }];
  }
  if (path === '/api/security-settings') {
    state.security = (body as { settings: typeof state.security }).settings;
    return [200, securityAnswer()];
  }
  if (path === '/api/tenant-settings') return [200, { ...settings(), ...body, version: 5 }];
  if (path === '/api/sessions') return [200, { ended: 2 }];
  if (path.startsWith('/api/sessions/')) return [200, { ended: true }];
  if (path.startsWith('/api/people/') && path.endsWith('/sessions')) return [200, { ended: 1 }];
  if (path === '/api/password-resets') return [200, { requested: true }];
  if (path === '/api/roster/users' && String(body['mail']).includes('refuse'))
    return [
      422,
      {
        error: {
          code: 'roster_refused',
          message: 'x',
          requestId: 'dev-1',
          places: [{ path: 'メールアドレス', message: 'メールアドレスの形が正しくありません。' }],
        },
      },
    ];
  if (path.startsWith('/api/roster/'))
    return [200, { version: 13, changes: 1, personId: ID(100_000), groupId: ID(1000) }];
  return undefined;
}
