/** What a key does in 承認一覧. Enter opens the details by itself: the row's control is a button. */
export type ApprovalAction = 'next' | 'previous' | 'select' | 'approve' | 'return' | 'approveOrdinary' | 'help';

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** Reported while an input method converts, also by engines that do not say `isComposing`. */
const COMPOSING = 229;

const ACTIONS: Readonly<Record<string, ApprovalAction>> = {
  j: 'next',
  k: 'previous',
  x: 'select',
  a: 'approve',
  r: 'return',
  A: 'approveOrdinary',
  '?': 'help',
};

/**
 * Keys of one letter work only while a row has the focus (WCAG 2.1.4), never with a modifier (those belong to browser and screen reader), and never
 * while an input method converts. Full-width letters are read as what they are, so an input method that was left on does no harm.
 */
export function actionOf(event: Pressed): ApprovalAction | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.keyCode === COMPOSING)
    return undefined;
  const key = event.key.normalize('NFKC');
  return Object.hasOwn(ACTIONS, key) ? ACTIONS[key] : undefined;
}

/** The row that has the focus after some rows are gone: the next that stays, else the last before them. */
export function focusAfter(keys: readonly string[], gone: ReadonlySet<string>, from: string): string | undefined {
  const at = keys.indexOf(from);
  const stays = (key: string): boolean => !gone.has(key);
  return keys.slice(at + 1).find(stays) ?? keys.slice(0, Math.max(at, 0)).findLast(stays) ?? keys.find(stays);
}
