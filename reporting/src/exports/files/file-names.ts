import type { ExportKind, ExportRange } from '#domain/contract/export-jobs.ts';

const rangeText = (range: ExportRange): string =>
  'month' in range ? range.month : `${range.from.replaceAll('-', '')}_${range.to.replaceAll('-', '')}`;

/** Guide table 5-2: `gyomu_202603.zip` for a month, `gyomu_20260301_20260315.zip` for a period. 勤務データ comes alone. */
export const exportFileName = (kind: ExportKind, range: ExportRange): string =>
  `${kind}_${rangeText(range)}.${kind === 'kinmu' ? 'csv' : 'zip'}`;

// eslint-disable-next-line no-control-regex -- Windows refuses them in names
const FORBIDDEN = /[\u0000-\u001f<>:"/\\|?*]/g;
/** A device's name up to the first dot, whatever follows: `nul.txt_pc.csv` is the device, `con_pc.csv` is not. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *\./i;

/** A user id as the beginning of `<userID>_pc.csv` that Windows can unpack: what it refuses becomes `_`; a device's name gets one in front. */
function safeName(loginId: string): string {
  const clean = loginId.replaceAll(FORBIDDEN, '_');
  return DEVICE.test(clean) ? `_${clean}` : clean;
}

/**
 * A name for each user id, none twice, compared without case as Windows does. Ids that need no change keep theirs; of the others the first in the
 * order given gets the plain name, the next `name(2)`.
 *
 *   "q" → _q_(2)   _Q_ → _Q_   x:y → x_y
 */
export function safeNames(loginIds: readonly string[]): Map<string, string> {
  const unchanged = loginIds.filter((loginId) => safeName(loginId) === loginId);
  const changed = loginIds.filter((loginId) => safeName(loginId) !== loginId);
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const loginId of [...unchanged, ...changed]) {
    const wanted = safeName(loginId);
    let name = wanted;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wanted}(${count})`;
    taken.add(name.toLowerCase());
    names.set(loginId, name);
  }
  return names;
}
