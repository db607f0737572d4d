/** Attachment of the whole page: Enter that ends a conversion of the input method submits no form (some engines report it only as key code 229). */
export const holdComposition = (page: HTMLElement) => {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  };
  page.addEventListener('keydown', onKey, true);
  return () => page.removeEventListener('keydown', onKey, true);
};
