import { SvelteMap } from 'svelte/reactivity';
import { failureFrom, type ApiFailure } from './call.ts';
import { pagesOf } from './pages.ts';

type Read<Row> = (offset: number, limit: number) => Promise<{ readonly total: number; readonly rows: readonly Row[] }>;

/**
 * A long list of which only the pages in sight are read. `start` asks for another list (a new search): what was shown stays until the
 * first page of the new one is there, and answers of the old one that come late are dropped.
 */
export class Paged<Row> {
  total = $state<number | undefined>(undefined);
  failure = $state.raw<ApiFailure | undefined>(undefined);
  isLoading = $state(false);
  readonly #pages = new SvelteMap<number, readonly Row[]>();
  // Nothing on the screen follows it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #asked = new Set<number>();
  readonly #pageSize: number;
  #read: Read<Row> | undefined;
  #turn = 0;

  constructor(pageSize: number) {
    this.#pageSize = pageSize;
  }

  async start(read: Read<Row>): Promise<void> {
    const turn = ++this.#turn;
    this.#read = read;
    this.#asked.clear();
    this.#asked.add(0);
    this.isLoading = true;
    try {
      const { total, rows } = await read(0, this.#pageSize);
      if (turn !== this.#turn) return;
      this.#pages.clear();
      this.#pages.set(0, rows);
      this.total = total;
      this.failure = undefined;
    } catch (error) {
      if (turn === this.#turn) this.failure = failureFrom(error);
    } finally {
      if (turn === this.#turn) this.isLoading = false;
    }
  }

  /** Undefined: not read yet. */
  readonly rowAt = (index: number): Row | undefined =>
    this.#pages.get(Math.floor(index / this.#pageSize))?.[index % this.#pageSize];

  /** Reads what is missing of the rows in sight. A page that failed is asked for again when it comes into sight again. */
  readonly show = (first: number, end: number): void => {
    if (this.isLoading) return;
    for (const page of pagesOf(first, end, this.#pageSize)) if (!this.#asked.has(page)) void this.#load(page);
  };

  async #load(page: number): Promise<void> {
    const turn = this.#turn;
    this.#asked.add(page);
    try {
      const answer = await this.#read?.(page * this.#pageSize, this.#pageSize);
      if (answer && turn === this.#turn) this.#pages.set(page, answer.rows);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#asked.delete(page);
      this.failure = failureFrom(error);
    }
  }
}
