import { createContext } from 'svelte';
import { ja, type Messages } from './ja.ts';

export const LANGUAGES = ['ja', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Japanese is there with the first view; another catalogue is fetched when it is chosen. */
const CATALOGUES: Readonly<Record<Language, () => Promise<Messages>>> = {
  ja: () => Promise.resolve(ja),
  en: async () => (await import('./en.ts')).en,
};
const STORAGE_KEY = 'kinmu-lens.language';

/**
 * The chosen catalogue. The choice belongs to the person (`me.display`); the browser remembers the last one for the pages before a
 * sign-in, where it can be switched as well.
 */
export class Texts {
  language = $state<Language>('ja');
  m = $state.raw<Messages>(ja);

  /** Chosen since the page was opened, while nobody was signed in: whoever signs in now meant it. */
  chosenBeforeSignIn: Language | undefined;

  /** What was chosen before, ahead of the first picture. */
  async restore(): Promise<void> {
    const stored = LANGUAGES.find((each) => each === localStorage.getItem(STORAGE_KEY));
    if (stored !== undefined) await this.#show(stored);
  }

  async choose(language: Language): Promise<void> {
    if (await this.#show(language)) localStorage.setItem(STORAGE_KEY, language);
  }

  /** False: its catalogue cannot be fetched now; the screen keeps the language that it has. */
  async #show(language: Language): Promise<boolean> {
    const catalogue = await CATALOGUES[language]().catch(() => undefined);
    if (catalogue === undefined) return false;
    this.m = catalogue;
    this.language = language;
    return true;
  }
}

const [readTexts, provideTexts] = createContext<Texts>();
export { provideTexts };
/** Use as `const texts = useTexts()` and `{texts.m.login.title}`: reading `m` in markup follows the choice. */
export const useTexts = (): Texts => readTexts();
