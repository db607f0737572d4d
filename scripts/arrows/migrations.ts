/** What a folder of migrations must look like. Pure. */

/** NNNN_verb_object.sql: the number orders, the verb says what it does. */
const FORM =
  /^(\d{4})_(create|add|alter|drop|rename|fill|move|index|seed|grant|split|merge)_[a-z0-9]+(_[a-z0-9]+)*\.sql$/;

/** `files` in the order in which they are applied, that is sorted by name. */
export const findMigrationFaults = (files: readonly string[]): string[] => {
  const faults: string[] = [];
  let previous = 0;
  for (const file of files) {
    const number = Number(FORM.exec(file)?.[1] ?? Number.NaN);
    if (Number.isNaN(number)) {
      faults.push(`${file}: a migration is called NNNN_verb_object.sql (create, add, alter, drop, rename, fill, …)`);
      continue;
    }
    if (number === previous)
      faults.push(`${file}: number ${file.slice(0, 4)} is taken; a new migration takes the next one`);
    else if (number !== previous + 1) faults.push(`${file}: numbers rise by one; ${previous + 1} is missing before it`);
    previous = number;
  }
  return faults;
};
