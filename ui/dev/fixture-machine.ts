import { createMachineToken, listMachineTokens, type MachineToken } from '#domain/contract/machine.ts';
import { DEFAULT_RETENTION, readRetention, saveRetention, type Retention } from '#domain/contract/retention.ts';
import { ID } from './fixture-answers.ts';

const DAY_MS = 86_400_000;
const secret = 'kinmu_0f8fad5bd9cb469fa16570867728950e_3q2-7wAAb1N0aGlzLWlzLWEtbWFkZS11cC1zZWNyZXQ';
const token = (index: number, more: Partial<MachineToken>): MachineToken => ({
  ...{ tokenId: ID(900 + index), name: '給与システム', firstMonth: '202604', lastMonth: '202703' },
  ...{ groupIds: null, groupNames: null, expiresAt: Date.now() + 200 * DAY_MS, createdAt: Date.now() - 165 * DAY_MS },
  ...{ createdByName: '管理者', lastUsedAt: Date.now() - 3_600_000, revokedAt: null },
  ...more,
});
let tokens = [
  token(1, {}),
  token(2, { name: '<b>派遣元</b>向けの集計', groupIds: [ID(10)], groupNames: ['営業一課'], lastUsedAt: null }),
  token(3, { name: '旧給与システム', revokedAt: Date.now() - DAY_MS }),
  token(4, { name: '検証用', expiresAt: Date.now() - DAY_MS, createdByName: null }),
];

let retention: Retention = {
  settings: DEFAULT_RETENTION,
  version: 0,
  runs: [
    {
      kind: 'work',
      removedBefore: '2021-11-01',
      rows: 41_906,
      startedAt: Date.now() - DAY_MS,
      endedAt: Date.now() - DAY_MS,
    },
    {
      kind: 'applications',
      removedBefore: '2026-08-22',
      rows: 184_221,
      startedAt: Date.now() - DAY_MS,
      endedAt: Date.now() - DAY_MS,
    },
    { kind: 'presence', removedBefore: '2026-08-22', rows: 912, startedAt: Date.now() - 2 * DAY_MS, endedAt: null },
  ],
  lastCheckedAt: Date.now() - 3_600_000,
};
function retentionAnswer(method: string, body: Record<string, string>): unknown {
  if (method === 'PUT')
    retention = { ...retention, ...saveRetention.body?.parse(body), version: retention.version + 1 };
  return readRetention.answer?.parse(retention);
}

/** 外部連携 and データの保存期間, made up. */
export function machineAnswer(
  method: string,
  path: string,
  body: Record<string, string>,
): [number, unknown] | undefined {
  if (path === '/api/retention') return [200, retentionAnswer(method, body)];
  if (!path.startsWith('/api/machine-tokens')) return undefined;
  if (method === 'GET')
    return [200, listMachineTokens.answer?.parse({ tokens, portalUrl: 'https://kinmu.example.jp' })];
  if (method === 'DELETE') {
    tokens = tokens.map((each) => (path.endsWith(each.tokenId) ? { ...each, revokedAt: Date.now() } : each));
    return [200, { revoked: true }];
  }
  const wanted = createMachineToken.body?.parse(body);
  if (wanted === undefined) return undefined;
  const { name, firstMonth, lastMonth, groupIds } = wanted;
  const made = token(100 + tokens.length, {
    name,
    firstMonth,
    lastMonth,
    groupIds,
    groupNames: groupIds && ['営業一課'],
    lastUsedAt: null,
  });
  tokens = [made, ...tokens];
  return [200, createMachineToken.answer?.parse({ token: made, secret })];
}
