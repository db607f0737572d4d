import type { Screen } from './screens-own.ts';

/** Lists with nothing in them yet, where no made-up person has none. */
export const EMPTY_SCREENS: readonly Screen[] = [
  {
    name: 'requests-empty',
    path: '/requests',
    as: 'hanako',
    answers: { '/api/requests': { requests: [], nextCursor: null } },
  },
  {
    name: 'audit-empty',
    path: '/audit',
    as: 'admin',
    answers: { '/api/audit-entries': { entries: [], nextBefore: null } },
  },
  {
    name: 'integrations-empty',
    path: '/integrations',
    as: 'admin',
    answers: { '/api/machine-tokens': { tokens: [], portalUrl: 'https://kinmu.example.jp' } },
  },
  { name: 'work-import-empty', path: '/work-imports', as: 'admin', answers: { '/api/work-imports': { imports: [] } } },
  {
    name: 'settings-empty',
    path: '/settings',
    as: 'hanako',
    answers: { '/api/people/me/lookups': { lookups: [], nextBefore: null }, '/api/devices': { devices: [] } },
  },
  {
    name: 'monitoring-policy-empty',
    path: '/monitoring-policy',
    as: 'hanako',
    answers: {
      '/api/monitoring-policy': {
        text: null,
        version: 0,
        savedAt: null,
        isReviewDue: false,
        collected: { pcCounts: true, applicationNames: false, windowTitles: false, urls: 'off' },
      },
    },
  },
];
