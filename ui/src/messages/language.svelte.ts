import { createContext } from 'svelte';
import { en } from './en.ts';
import { ja, type Messages } from './ja.ts';

export const LANGUAGES = ['ja', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const CATALOGUES: Readonly<Record<Language, Messages>> = { ja, en };
const STORAGE_KEY = 'kinmu-lens.language';

/** The chosen catalogue. Kept in the browser: the choice belongs to the screen, not to the person's records. */
export class Texts {
  language = $state<Language>('ja');
  readonly m: Messages = $derived(CATALOGUES[this.language]);

  constructor() {
    const stored = localStorage.getItem(STORAGE_KEY);
    this.language = LANGUAGES.find((each) => each === stored) ?? 'ja';
  }

  choose(language: Language): void {
    this.language = language;
    localStorage.setItem(STORAGE_KEY, language);
  }
}

const [readTexts, provideTexts] = createContext<Texts>();
export { provideTexts };
/** Use as `const texts = useTexts()` and `{texts.m.login.title}`: reading `m` in markup follows the choice. */
export const useTexts = (): Texts => readTexts();
