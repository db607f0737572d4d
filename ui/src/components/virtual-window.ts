/** Which rows of a long list are drawn. */
export interface RowWindow {
  readonly first: number;
  /** One after the last drawn row. */
  readonly end: number;
  readonly heightBefore: number;
  readonly heightAfter: number;
}

/** Rows drawn beyond the edges, so that ordinary scrolling and the tab key meet rows that are there. */
const OVERSCAN = 8;

/** Rows of equal height make the window a division; `scrollTop` beyond the end (a list that got shorter) shows the last rows. */
export function windowOf(scrollTop: number, viewHeight: number, rowHeight: number, count: number): RowWindow {
  const shown = Math.ceil(viewHeight / rowHeight);
  const top = Math.min(Math.max(0, Math.floor(scrollTop / rowHeight)), Math.max(0, count - shown));
  const first = Math.max(0, top - OVERSCAN);
  const end = Math.min(count, top + shown + OVERSCAN);
  return { first, end, heightBefore: first * rowHeight, heightAfter: (count - end) * rowHeight };
}

/** Where the list must be scrolled to so that row `index` is whole; undefined where it already is. */
export function scrollTopFor(
  index: number,
  view: { readonly scrollTop: number; readonly height: number },
  rowHeight: number,
): number | undefined {
  const top = index * rowHeight;
  if (top < view.scrollTop) return top;
  const bottom = top + rowHeight;
  return bottom > view.scrollTop + view.height ? bottom - view.height : undefined;
}

/** The row that a key leads to; undefined where the key is not one of the list's. */
export function rowForKey(key: string, index: number, count: number, page: number): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: count - 1,
  };
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target));
}
