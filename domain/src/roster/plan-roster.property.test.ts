import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ROSTER_FILE_KINDS } from '../contract/roster.ts';
import { groupOf, patternOf, placeOf, plan, recordsFile, stateOf, TEST_CELLS, userOf } from './roster-test-kit.ts';
import type { RosterGroup, RosterPattern, RosterPlan, RosterState, RosterUser } from './types.ts';
import { groupCells, userCells, writeRosterRows } from './write-roster-rows.ts';

/** Names as people have them: triggers of formulas, quotes, separators, 𠮷 and half-width katakana among them. */
const nameArb = fc
  .string({ unit: fc.constantFrom(...'=+-@\'＝aZ09あが神髙𠮷ﾊﾟ〓;," 　👩‍👧'), minLength: 1, maxLength: 12 })
  .map((text) => text.normalize('NFC').replaceAll(/^[ \u3000]+|[ \u3000]+$/g, ''))
  .filter((text) => text !== '');

const IDS = ['U01', 'U02', "'=U3", '-4', '#5'] as const;
const GROUPS = ['A', 'B', '=C', ';D'] as const;
const PATTERNS = ['P1', '@P2'] as const;

const userArb = (loginId: string): fc.Arbitrary<RosterUser> =>
  fc
    .record({
      name: nameArb,
      employeeNumber: nameArb,
      kana: fc.option(nameArb, { nil: '' }),
      groupCode: fc.constantFrom(...GROUPS),
      patternCode: fc.constantFrom(...PATTERNS, null),
      isAdministrator: fc.boolean(),
      mayViewDashboard: fc.boolean(),
      startApproval: fc.constantFrom('byWorkStyle', 'automatic', 'manual'),
      taskAtStart: fc.constantFrom('byWorkStyle', 'optional', 'mandatory'),
      overtimeManagement: fc.boolean(),
      status: fc.constantFrom('active', 'suspended', 'removed'),
    })
    .map(
      (user) =>
        userOf(loginId, { ...user, mail: `u${IDS.findIndex((id) => id === loginId)}@example.com` }) as RosterUser,
    );

const groupArb = (code: string): fc.Arbitrary<RosterGroup> =>
  fc
    .record({
      name: nameArb,
      approvers: fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 1 }),
      seniorApprovers: fc.uniqueArray(fc.constantFrom(...IDS)),
      parentCode: fc.constantFrom(...GROUPS, null),
      isRemoved: fc.boolean(),
    })
    .map((group) => groupOf(code, group));

const patternArb = (code: string): fc.Arbitrary<RosterPattern> =>
  fc
    .record({
      name: nameArb,
      isRemoved: fc.boolean(),
      autoEndClock: fc.integer({ min: 0, max: 720 }),
      scheduledMinutes: fc.integer({ min: 200, max: 1440 }),
      morningMinutes: fc.option(fc.integer({ min: 1, max: 200 })),
      cuts: fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 6 }),
    })
    .map(({ cuts, ...pattern }) => {
      const edges = cuts.toSorted((a, b) => a - b).map((cut) => cut + pattern.autoEndClock);
      const breaks = edges.flatMap((startClock, index) => {
        const endClock = edges[index + 1];
        return index % 2 === 0 && endClock !== undefined ? [{ startClock, endClock }] : [];
      });
      return patternOf(code, { ...pattern, breaks });
    });

/** Any roster, its groups in circles and its references in the air included. */
const stateArb: fc.Arbitrary<RosterState> = fc
  .tuple(fc.tuple(...GROUPS.map(groupArb)), fc.tuple(...IDS.map(userArb)), fc.tuple(...PATTERNS.map(patternArb)))
  .map(([groups, users, patterns]) => stateOf(groups, users, patterns));

const downloads = (state: RosterState) =>
  ROSTER_FILE_KINDS.map((kind) => recordsFile(kind, writeRosterRows(kind, state, TEST_CELLS)));

test('a download uploaded again changes nothing and is refused nothing, whatever the roster', () => {
  fc.assert(
    fc.property(stateArb, (state) => {
      const planned = plan(state, downloads(state));
      assert.deepEqual([planned.problems, planned.changes], [[], []]);
      assert.deepEqual(planned.after, state);
    }),
  );
});

test('an update of every row with what the download shows changes nothing: cells mean what they show', () => {
  fc.assert(
    fc.property(stateArb, (state) => {
      const files = downloads(state).map((file) => ({
        ...file,
        rows: file.rows.map((row, index) => (index === 0 ? row : { ...row, cells: ['2', ...row.cells.slice(1)] })),
      }));
      const planned = plan(state, files);
      assert.deepEqual(planned.changes, []);
      assert.deepEqual(planned.after, state);
      const ofCells = planned.problems.filter(({ code }) =>
        ['badBreak', 'breakOutside', 'guardRemoved'].includes(code),
      );
      assert.deepEqual(ofCells, []);
    }),
  );
});

/** Rows with any code for any of the ids, and some of the ids twice. */
const rowsArb = fc.tuple(
  fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(...GROUPS, 'New').chain(groupArb)), {
    maxLength: 8,
  }),
  fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.constantFrom(...IDS, 'u02', 'New').chain(userArb)), {
    maxLength: 8,
  }),
);

/** Everything of a plan that does not count lines; of two rows for one id only that they are refused. */
const withoutLines = (planned: RosterPlan): unknown => ({
  changes: planned.changes
    .map(({ kind, id, action, fields, after }) => JSON.stringify({ kind, id, action, fields, after }))
    .toSorted(),
  problems: planned.problems
    .filter(({ code }) => code !== 'idTwice' && code !== 'licencesExceeded' && code !== 'groupFull')
    .map((problem) => `${placeOf({ ...problem, line: null })} ${JSON.stringify(problem.params)}`)
    .toSorted(),
  over: planned.problems.filter(({ code }) => code === 'licencesExceeded').length,
  twice: planned.problems.filter(({ code }) => code === 'idTwice').length,
  after: [...planned.after.groups, ...planned.after.users].map((entry) => JSON.stringify(entry)).toSorted(),
});

test('the order of rows within a file and of the files means nothing', () => {
  const shuffled = rowsArb.chain(([groups, users]) =>
    fc.record({
      rows: fc.constant([groups, users] as const),
      others: fc.tuple(
        fc.shuffledSubarray(groups, { minLength: groups.length }),
        fc.shuffledSubarray(users, { minLength: users.length }),
      ),
    }),
  );
  const filesOf = ([groups, users]: readonly [
    readonly (readonly [number, RosterGroup])[],
    readonly (readonly [number, RosterUser])[],
  ]) => [
    recordsFile(
      'group',
      groups.map(([code, group]) => [String(code), ...groupCells(group).slice(1)]),
    ),
    recordsFile(
      'user',
      users.map(([code, user]) => [String(code), ...userCells(user).slice(1)]),
    ),
  ];
  fc.assert(
    fc.property(stateArb, shuffled, (state, { rows, others }) => {
      const options = { licenceCount: 3, actorLoginId: 'U01' };
      const [planned, again] = [
        plan(state, filesOf(rows), options),
        plan(state, filesOf(others).toReversed(), options),
      ];
      assert.deepEqual(withoutLines(again), withoutLines(planned));
    }),
    { numRuns: 200 },
  );
});

test('among random parents exactly the groups above themselves are refused, and the search ends', () => {
  const size = 60;
  const parentsArb = fc.array(fc.option(fc.nat(size - 1), { freq: 8 }), { minLength: size, maxLength: size });
  fc.assert(
    fc.property(parentsArb, (parents) => {
      const state = stateOf([groupOf('R')], [userOf('U01', { groupCode: 'R' })]);
      const rows = parents.map((parent, index) =>
        groupCells(groupOf(`g${index}`, { parentCode: parent === null ? null : `g${parent}` })),
      );
      const planned = plan(state, [
        recordsFile(
          'group',
          rows.map((cells) => ['1', ...cells.slice(1)]),
        ),
      ]);
      const isAboveItself = (start: number): boolean => {
        let at = parents[start] ?? null;
        for (let steps = 0; at !== null && at !== start && steps < size; steps += 1) at = parents[at] ?? null;
        return at === start;
      };
      const expected = parents.flatMap((_, index) => (isAboveItself(index) ? [`group:${index + 2}:6 groupCycle`] : []));
      assert.deepEqual(planned.problems.map(placeOf), expected);
    }),
  );
});

test('a plan without errors leaves a roster in which everything that is stated holds', () => {
  fc.assert(
    fc.property(stateArb, rowsArb, (state, [groups, users]) => {
      const planned = plan(state, [
        recordsFile(
          'group',
          groups.map(([code, group]) => [String(code), ...groupCells(group).slice(1)]),
        ),
        recordsFile(
          'user',
          users.map(([code, user]) => [String(code), ...userCells(user).slice(1)]),
        ),
      ]);
      if (planned.problems.some(({ severity }) => severity === 'error')) return;
      const { after } = planned;
      for (const change of planned.changes) {
        if (!['added', 'changed', 'moved', 'restored'].includes(change.action)) continue;
        if (change.kind === 'user' && change.after?.status !== 'removed') {
          assert.equal(after.groups.get(change.after?.groupCode ?? '')?.isRemoved, false);
        }
        if (change.kind === 'group') {
          assert.ok(change.after?.approvers.some((id) => after.users.get(id)?.status === 'active'));
        }
      }
    }),
    { numRuns: 300 },
  );
});
