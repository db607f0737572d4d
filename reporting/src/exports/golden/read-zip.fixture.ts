import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';

/** Entries of a zip in its order, read as strictly as Windows does: no backslash, no absolute path, no name twice whatever its case. */
export async function entriesOf(zip: Buffer): Promise<Map<string, Buffer>> {
  const file = await yauzl.fromBufferPromise(zip, { strictFileNames: true });
  const entries = new Map<string, Buffer>();
  const seen = new Set<string>();
  for await (const entry of file.eachEntry()) {
    const name = entry.fileName;
    if (!isWindowsName(name)) throw new RangeError(`Windows cannot unpack ${name}`);
    if (seen.has(name.toLowerCase())) throw new RangeError(`${name} is there twice`);
    seen.add(name.toLowerCase());
    entries.set(name, await buffer(await file.openReadStreamPromise(entry)));
  }
  return entries;
}

/** By Microsoft's "Naming Files, Paths, and Namespaces". */
const isWindowsName = (name: string): boolean =>
  // eslint-disable-next-line no-control-regex -- Windows refuses them
  !/[\u0000-\u001f<>:"/\\|?*]/.test(name) &&
  !/[ .]$/.test(name) &&
  !/^(con|prn|aux|nul|com[0-9]|lpt[0-9]) *(\.|$)/i.test(name);
