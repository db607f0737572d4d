import assert from 'node:assert/strict';
import { test } from 'node:test';
import { API_ERROR_CODES } from '#domain/contract/api-errors.ts';
import { AUDIT_ACTIONS } from '#domain/contract/audit.ts';
import { DAY_STATES, MINUTE_STATES, PC_STATES } from '#domain/contract/computed-day.ts';
import { ROSTER_ACTIONS, ROSTER_FILE_KINDS, ROSTER_STATUSES, ROSTER_USER_DEEDS } from '#domain/contract/roster.ts';
import { CHARACTER_KINDS, PASSWORD_PROBLEMS } from '#domain/contract/security.ts';
import { PLANS } from '#domain/contract/settings.ts';
import { INPUT_COUNT_NAMES, SESSION_CHANGES } from '#domain/contract/wire.ts';
import { WORK_OPERATIONS, WORK_STYLES } from '#domain/contract/work-rules.ts';
import { LEDGER_RULES } from '#domain/worktime/ledger-rules.ts';
import { FIGURES } from '../charts/figures.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';

/** Every text of a catalogue by its path; functions are called with sample values. */
function textsOf(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return [[path, String((node as (...values: unknown[]) => unknown)('2', '3', '4'))]];
  return Object.entries(node as object).flatMap(([key, value]) => textsOf(value, `${path}.${key}`));
}

const CATALOGUES = { ja, en };
const MAY_BE_EMPTY = ['.day.requestStates.none'];

for (const [name, m] of Object.entries(CATALOGUES)) {
  test(`no text is empty: ${name}`, () => {
    for (const [path, text] of textsOf(m)) if (!MAY_BE_EMPTY.includes(path)) assert.notEqual(text.trim(), '', path);
  });

  test(`every rule of the ledger has a sentence: ${name}`, () => {
    assert.deepEqual(Object.keys(m.rules).toSorted(), LEDGER_RULES.toSorted());
  });

  test(`every state, figure, operation, count and refusal has a word: ${name}`, () => {
    const has = (words: object, names: readonly string[]): void => {
      for (const each of names) assert.ok(Object.hasOwn(words, each), each);
    };
    has(m.minuteStates, MINUTE_STATES);
    has(m.pcStates, PC_STATES);
    has(m.dayStates, DAY_STATES);
    has(m.figures, FIGURES);
    has(m.operations, WORK_OPERATIONS);
    has(m.workStyles, WORK_STYLES);
    has(m.counts, INPUT_COUNT_NAMES);
    has(m.sessionChanges, SESSION_CHANGES);
    has(m.roster.actions, ROSTER_ACTIONS);
    has(m.roster.kinds, ROSTER_FILE_KINDS);
    has(m.roster.statuses, ROSTER_STATUSES);
    has(m.roster.users.deed, ROSTER_USER_DEEDS);
    has(m.account.password.problems, PASSWORD_PROBLEMS);
    has(m.account.password.kinds, CHARACTER_KINDS);
    has(m.administration.tenant.plans, PLANS);
    has(m.administration.audit.actions, AUDIT_ACTIONS);
    has(m.errors, [...API_ERROR_CODES, 'offline']);
  });
}

test('both catalogues have the same keys', () => {
  const keys = (m: object): string[] =>
    textsOf(m)
      .map(([path]) => path)
      .toSorted();
  assert.deepEqual(keys(en), keys(ja));
});

test('nothing but the name of the other language is Japanese in the English catalogue', () => {
  const left = textsOf(en).filter(
    ([path, text]) =>
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) && !path.startsWith('.nav.languageNames'),
  );
  assert.deepEqual(left, []);
});

test('terms are those of the guide', () => {
  assert.equal(ja.figures.unrequested.name, '申請外勤務時間');
  assert.equal(ja.figures.worked.name, '勤務時間');
  assert.equal(ja.figures.scheduled.name, '業務時間');
  assert.equal(ja.workList.title, '勤務一覧');
  assert.equal(ja.day.title, '勤務実績');
  assert.equal(ja.nav.users, 'ユーザ管理');
  assert.equal(ja.roster.users.deed.suspensions.name, '利用停止');
  assert.equal(ja.roster.groups.seniors, '上位承認者');
  assert.equal(ja.administration.security.generations, '再利用制限');
});
