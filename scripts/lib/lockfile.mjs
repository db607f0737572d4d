/** What package-lock.json asks for, compared with what npm says that it has put into node_modules. Pure. */
import { createHash } from 'node:crypto';

/** The stamp also names the platform: a folder shared between two machines holds the binaries of only one. */
export const installStamp = (lockText, { platform, arch } = process) =>
  `${createHash('sha256').update(lockText).digest('hex')} ${platform}-${arch}\n`;

/** The package `node` installs its binary as a package of its own below itself: npm may list it or not. */
const isBelowNode = (path) => path.startsWith('node_modules/node/node_modules/');

/**
 * The first difference between the two, as a sentence, or undefined when they agree.
 * `installed` is node_modules/.package-lock.json, which npm writes last, so a killed npm leaves none.
 * An optional package may be absent (another platform, or a registry that does not carry it); a package of another
 * version, or one that the lock does not know, may not.
 */
export const firstDifference = (lock, installed) => {
  const known = new Set(Object.keys(lock.packages));
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === '' || isBelowNode(path)) continue;
    const present = installed.packages[path];
    if (!present) {
      if (wanted.optional) continue;
      return `${path} is missing`;
    }
    if (present.version !== wanted.version) return `${path} is ${present.version}, not ${wanted.version}`;
    if (wanted.integrity && present.integrity && present.integrity !== wanted.integrity) {
      return `${path} has another checksum`;
    }
  }
  const stray = Object.entries(installed.packages).find(
    ([path, present]) => !known.has(path) && !isBelowNode(path) && !present.optional,
  );
  return stray && `${stray[0]} is not in package-lock.json`;
};
