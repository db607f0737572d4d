import { listRequests, type RequestWithHistory, type WorkRequest } from '#domain/contract/requests.ts';
import type { RequestState } from '#domain/contract/work-rules.ts';
import { failureFrom, type ApiFailure, type Call } from '../../base/call.ts';

export interface RequestFilter {
  readonly state: RequestState | undefined;
  readonly month: string | undefined;
}

/** The own requests, page after page. A filter that was chosen later wins over an answer that comes late. */
export class RequestList {
  value = $state.raw<readonly WorkRequest[] | undefined>(undefined);
  failure = $state.raw<ApiFailure | undefined>(undefined);
  isLoading = $state(false);
  #cursor = $state.raw<string | null>(null);
  readonly hasMore: boolean = $derived(this.#cursor !== null);
  #filter: RequestFilter = { state: undefined, month: undefined };
  #turn = 0;
  readonly #call: Call;
  constructor(call: Call) {
    this.#call = call;
  }

  load(filter: RequestFilter): Promise<void> {
    this.#filter = filter;
    return this.#read(undefined);
  }
  more(): Promise<void> {
    return this.#cursor === null ? Promise.resolve() : this.#read(this.#cursor);
  }

  async #read(cursor: string | undefined): Promise<void> {
    const turn = ++this.#turn;
    this.isLoading = true;
    try {
      const page = await this.#call(listRequests, { query: { ...this.#filter, cursor } });
      if (turn !== this.#turn) return;
      this.value = cursor === undefined ? page.requests : [...(this.value ?? []), ...page.requests];
      this.#cursor = page.nextCursor;
      this.failure = undefined;
    } catch (error) {
      if (turn === this.#turn) this.failure = failureFrom(error);
    } finally {
      if (turn === this.#turn) this.isLoading = false;
    }
  }

  /** What a deed made of a request stands in its row at once, wherever the filter would put it. */
  replace(request: RequestWithHistory): void {
    this.value = this.value?.map((each) => (each.requestId === request.requestId ? request : each));
  }
}
