import { tick } from 'svelte';

/** After a form was refused: the first field with a problem gets the focus, so that it is seen and its sentence read aloud. */
export async function focusFirstProblem(form: EventTarget | null): Promise<void> {
  await tick();
  if (form instanceof Element) form.querySelector<HTMLElement>('[aria-invalid]')?.focus();
}
