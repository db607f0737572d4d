/** Whether the machine knows this IANA zone. Bare offsets such as `+09:00`, which Intl takes too, are no zone: they know no clock change. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
