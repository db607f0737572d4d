/** Attachment for a form: Enter that ends a conversion of the input method must not submit (some engines report it only as key code 229). */
export const holdComposition = (form: HTMLElement) => {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  };
  form.addEventListener('keydown', onKey);
  return () => form.removeEventListener('keydown', onKey);
};
