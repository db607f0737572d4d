/** The command line of `npm test -- …`. Pure. */
import { RemedyError } from './errors.mjs';

/**
 * `--only a,b` takes those stages; any other word is a part of a test file's path and takes the rings of tests alone.
 * @returns {{stages: object[], filters: string[]}}
 */
export const chooseStages = (args, all) => {
  const names = all.map((stage) => stage.name);
  const filters = [];
  const only = [];
  for (let i = 0; i < args.length; i += 1) {
    const [flag, inline] = args[i].split('=');
    if (flag === '--only') only.push(...(inline ?? args[(i += 1)] ?? '').split(','));
    else if (flag.startsWith('-'))
      throw new RemedyError(`unknown option ${flag}: npm test -- [--only STAGE,…] [PART OF A PATH …]`);
    else filters.push(args[i].replace(/^\.\//, ''));
  }
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new RemedyError(`unknown stage "${unknown}": one of ${names.join(', ')}`);
  const stages = all.filter((stage) =>
    only.length === 0 ? filters.length === 0 || stage.takesFiles : only.includes(stage.name),
  );
  return { stages, filters };
};
