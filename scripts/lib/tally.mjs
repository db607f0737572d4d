/** Counts outcomes and says them: failures and skips at once, the totals in one last line. */
export const createTally = (print) => {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  return {
    totals,
    add: (outcome) => {
      totals[outcome.kind] += 1;
      const where = [outcome.file, outcome.name].filter(Boolean).join(' › ');
      if (outcome.kind === 'failed') {
        failures.push(where);
        print(`  ✗ ${where}\n${indent(outcome.detail)}\n`);
      }
      if (outcome.kind === 'skipped') print(`  - ${where}: skipped, ${outcome.detail}\n`);
    },
    finish: () => {
      if (failures.length > 0) print(`\nFailed:\n${failures.map((where) => `  ✗ ${where}\n`).join('')}`);
      print(`\n${closingLine(totals)}\n`);
    },
  };
};

const indent = (text = '') => text.trimEnd().replace(/^/gm, '      ');

/** CI reads this line: alone on its line, the skipped ones only when there are any. */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
