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

/** The chosen catalogue. Kept in the browser: the choice belongs to the screen, not to the person's records. */
export class Texts {
  language = $state<Language>('ja');
  m = $state.raw<Messages>(ja);

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
