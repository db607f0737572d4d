/** docs/security-controls.md and the mutations, brought together. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../lib/paths.mjs';
import { DEVICES } from './mutations-devices.mjs';
import { PORTAL } from './mutations-portal.mjs';
import { SIGN_IN } from './mutations-sign-in.mjs';

/**
 * One way to remove a control, as data. `find` stands exactly once in `file`; `also` is a second place of it. `runs`: the file to run, where the
 * test stands in one that others import.
 * @typedef {{control: string, file: string, find: string, replace: string, also?: {find: string, replace: string}, runs?: string}} Mutation
 */

/** @type {readonly Mutation[]} */
export const MUTATIONS = [...SIGN_IN, ...PORTAL, ...DEVICES];

/** The lines of the document: what is held, and by which test. A control may stand in several lines, each with a test of its own. */
export const readControls = (root = repoRoot) => {
  const text = readFileSync(join(root, 'docs/security-controls.md'), 'utf8');
  return [...text.matchAll(/^\| [^|]+ \| (.+?) +\| `([^`]+\.m?ts)` › (.+?) +\|/gm)].map(([, control, file, name]) => ({
    control,
    file,
    name,
  }));
};

/** The text of the mutated file. Throws where the mutation no longer fits. */
export const applyMutation = (mutation, text) => {
  let mutated = text;
  for (const { find, replace } of [mutation, ...(mutation.also === undefined ? [] : [mutation.also])]) {
    const times = mutated.split(find).length - 1;
    if (times !== 1) throw new RangeError(`${mutation.file}: "${find.slice(0, 60)}" is there ${times} times`);
    mutated = mutated.replace(find, () => replace);
  }
  return mutated;
};
