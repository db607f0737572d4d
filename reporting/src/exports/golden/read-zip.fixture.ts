import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';

/** Entries of a zip in its order; no backslash, no absolute path. */
export async function entriesOf(zip: Buffer): Promise<Map<string, Buffer>> {
  const file = await yauzl.fromBufferPromise(zip, { strictFileNames: true });
  const entries = new Map<string, Buffer>();
  for await (const entry of file.eachEntry()) {
    if (entries.has(entry.fileName)) throw new RangeError(`${entry.fileName} is there twice`);
    entries.set(entry.fileName, await buffer(await file.openReadStreamPromise(entry)));
  }
  return entries;
}

/** What Windows could not unpack side by side into one folder (Microsoft, "Naming Files, Paths, and Namespaces"). */
export const refusedByWindows = (names: readonly string[]): string[] =>
  names.filter(
    (name, index) =>
      !isWindowsName(name) || names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) !== index,
  );

const isWindowsName = (name: string): boolean =>
  // eslint-disable-next-line no-control-regex -- Windows refuses them
  !/[\u0000-\u001f<>:"/\\|?*]/.test(name) &&
  !/[ .]$/.test(name) &&
  !/^(con|prn|aux|nul|com[0-9]|lpt[0-9]) *(\.|$)/i.test(name);
