/** In this order: Edge and Opera call themselves Chrome too, everyone calls itself Safari. */
const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
];
const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
];

/**
 * `Firefox / Windows`: enough to tell the own sessions apart. Only words of ours are kept: what a program says of itself is text of a
 * stranger, and a whole User-Agent would be a fingerprint.
 */
export function clientNameOf(userAgent: string | undefined): string {
  const nameIn = (table: typeof BROWSERS): string[] =>
    table.filter(([, pattern]) => pattern.test(userAgent ?? '')).map(([name]) => name);
  return [nameIn(BROWSERS)[0], nameIn(SYSTEMS)[0]].filter((name) => name !== undefined).join(' / ');
}
