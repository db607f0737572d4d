/**
 * Attachment for a list whose rows are links: ↑ and ↓ (and Home, End) move between them, Enter is the link's own. Only keys are
 * added: each link stays in the tab order, so nothing is lost without arrow keys.
 */
export const arrowWalk = (list: HTMLElement) => {
  const move = (event: KeyboardEvent): void => {
    const links = [...list.querySelectorAll<HTMLElement>('[data-walk]')];
    const at = links.findIndex((link) => link === document.activeElement);
    if (at < 0) return;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: links.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    links[target]?.focus();
  };
  list.addEventListener('keydown', move);
  return () => list.removeEventListener('keydown', move);
};
