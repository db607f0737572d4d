import type { ExportKind, ExportRange } from '#domain/contract/export-jobs.ts';

const rangeText = (range: ExportRange): string =>
  'month' in range ? range.month : `${range.from.replaceAll('-', '')}_${range.to.replaceAll('-', '')}`;

/** Guide table 5-2: `gyomu_202603.zip` for a month, `gyomu_20260301_20260315.zip` for a period. 勤務データ comes alone. */
export const exportFileName = (kind: ExportKind, range: ExportRange): string =>
  `${kind}_${rangeText(range)}.${kind === 'kinmu' ? 'csv' : 'zip'}`;

// eslint-disable-next-line no-control-regex -- Windows refuses them in names
const FORBIDDEN = /[\u0000-\u001f<>:"/\\|?*]/g;
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/**
 * A user id as the beginning of a file's name that Windows can unpack: what it refuses becomes `_`, and so does a device name's first letter.
 * User ids differ by more than case (roster rule), but two may become one here; `safeNames` keeps them apart.
 */
function safeName(loginId: string): string {
  const clean = loginId.replaceAll(FORBIDDEN, '_');
  return RESERVED.test(clean) ? `_${clean}` : clean;
}

/** A name for each user id, none twice, compared without case as Windows does. Ids in the order given keep theirs first. */
export function safeNames(loginIds: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const loginId of loginIds) {
    const wanted = safeName(loginId);
    let name = wanted;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wanted}(${count})`;
    taken.add(name.toLowerCase());
    names.set(loginId, name);
  }
  return names;
}
