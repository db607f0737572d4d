import type { ChartMeaning } from './chart-data.ts';

/** A pattern over a colour, as ECharts draws it (`decal`). */
interface Decal {
  readonly symbol: 'none' | 'rect' | 'circle';
  readonly color?: string;
  readonly symbolSize?: number;
  readonly dashArrayX?: number | number[] | number[][];
  readonly dashArrayY?: number | number[];
  readonly rotation?: number;
}
export interface Paint {
  readonly color: string;
  readonly borderColor: string;
  readonly decal: Decal;
}

/** The colours of the charts, as the tokens are now: light, dark or print. */
export interface ChartPalette {
  readonly font: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly paper: string;
  readonly sunken: string;
  readonly rule: string;
  readonly ruleSoft: string;
  readonly ruleStrong: string;
  readonly accent: string;
  readonly danger: string;
  readonly paints: Readonly<Record<ChartMeaning | 'noData' | 'overLimit' | 'overThreshold', Paint>>;
}

const PLAIN: Decal = { symbol: 'none' };
const stripes = (color: string): Decal => ({
  symbol: 'rect',
  color,
  dashArrayX: [1, 0],
  dashArrayY: [1, 3],
  rotation: 0,
});
const diagonal = (color: string, gap: number): Decal => ({
  symbol: 'rect',
  color,
  dashArrayX: [1, 0],
  dashArrayY: [1.4, gap],
  rotation: -Math.PI / 4,
});
const dots = (color: string): Decal => ({
  symbol: 'circle',
  color,
  symbolSize: 0.5,
  dashArrayX: [
    [5, 5],
    [0, 5, 5, 0],
  ],
  dashArrayY: [5, 0],
});

const channels = (hex: string): readonly number[] | undefined => {
  const long = /^#[0-9a-f]{3}$/i.test(hex) ? hex.replaceAll(/[0-9a-f]/gi, (digit) => digit + digit) : hex;
  return /^#[0-9a-f]{6}$/i.test(long) ? [1, 3, 5].map((at) => Number.parseInt(long.slice(at, at + 2), 16)) : undefined;
};
/** A colour on its way to the paper, without being seen through: what lies behind stays behind. Colours that are no `#rrggbb` stay as they are. */
export function paler(color: string, paper: string): string {
  const [from, to] = [channels(color), channels(paper)];
  if (from === undefined || to === undefined) return color;
  const mixed = from.map((value, index) => Math.round(value * 0.42 + (to[index] ?? 0) * 0.58));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Reads the tokens through `token` (a custom property of the page), so that charts have the colours of everything else. */
export function paletteOf(token: (name: string) => string): ChartPalette {
  const paint = (color: string, borderColor: string, decal: Decal): Paint => ({ color, borderColor, decal });
  const [work, overtime, overtimeLine] = ['--mark-work', '--mark-overtime', '--mark-overtime-line'].map(token);
  return {
    font: token('--font'),
    ink: token('--ink'),
    inkSoft: token('--ink-soft'),
    paper: token('--paper'),
    sunken: token('--paper-sunken'),
    rule: token('--rule'),
    ruleSoft: token('--rule-soft'),
    ruleStrong: token('--rule-strong'),
    accent: token('--accent'),
    danger: token('--danger'),
    paints: {
      worked: paint(work ?? '', work ?? '', PLAIN),
      plain: paint(work ?? '', work ?? '', PLAIN),
      overtime: paint(overtime ?? '', overtimeLine ?? '', stripes(overtimeLine ?? '')),
      unrequested: paint(
        token('--mark-unrequested'),
        token('--mark-unrequested-line'),
        diagonal(token('--mark-unrequested-line'), 3.6),
      ),
      holidayWork: paint(token('--mark-holiday'), token('--mark-holiday-line'), dots(token('--mark-holiday-line'))),
      lateNight: paint(token('--ink-soft'), token('--ink-soft'), PLAIN),
      pc: paint(token('--mark-active'), token('--mark-active'), PLAIN),
      overLimit: paint(token('--danger'), token('--danger'), diagonal(token('--paper'), 4)),
      overThreshold: paint(token('--notice'), token('--notice'), diagonal(token('--paper'), 4)),
      noData: paint(token('--mark-nodata'), token('--mark-nodata-line'), diagonal(token('--mark-nodata-line'), 5)),
    },
  };
}
