import { readDay, type DayAnswer } from '#domain/contract/months.ts';
import {
  createCorrection,
  previewCorrection,
  readRequest,
  resendRequest,
  type RequestWithHistory,
} from '#domain/contract/requests.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { failureFrom, type AnswerOf, type ApiFailure, type Call } from '../../base/call.ts';
import { OWN } from '../../base/paths.ts';
import { Remote } from '../../base/remote.svelte.ts';
import {
  correctedDayOf,
  fieldsOf,
  problemsOf,
  withStretch,
  type DayFields,
  type FieldProblems,
} from './correction-form.ts';

export type Preview = AnswerOf<typeof previewCorrection>;
export interface CorrectionBase {
  readonly preview: Preview;
  readonly day: DayAnswer;
  /** The returned correction that is sent again. */
  readonly returned: RequestWithHistory | undefined;
}
export interface CorrectionOf {
  readonly workDate: WorkDate;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly requestId: string | undefined;
}

/** While a time is typed nothing is asked: so long after the last key. */
const PREVIEW_AFTER_MS = 250;
const NO_PROBLEMS: FieldProblems = new Map();

/**
 * One 勤務修正 while it is written. The figures of the corrected day come from the server, by the rules that will count it; until they are there
 * the ones before are shown as such.
 */
export class CorrectionState {
  readonly base = new Remote<CorrectionBase>();
  readonly preview = new Remote<Preview>();
  fields = $state<DayFields>({ spans: [], isHolidayWork: false, halfDay: '', scheduled: '' });
  reason = $state('');
  isChecked = $state(false);
  isSending = $state(false);
  failure = $state.raw<ApiFailure | undefined>(undefined);

  readonly problems: FieldProblems = $derived(
    this.base.value === undefined ? NO_PROBLEMS : problemsOf(this.fields, this.base.value.preview),
  );
  readonly draft = $derived(this.problems.size > 0 ? undefined : correctedDayOf(this.fields));
  readonly #before = $derived(
    this.base.value === undefined ? '' : JSON.stringify(correctedDayOf(fieldsOf(this.base.value.preview.before.day))),
  );
  /** The draft says just what counts already. A day with an open end never does. */
  readonly isUnchanged: boolean = $derived(
    this.draft !== undefined &&
      JSON.stringify(this.draft) === this.#before &&
      this.base.value?.preview.before.day.spans.every((span) => span.endClock !== null) === true,
  );
  /** Figures of the draft; undefined while they are computed. */
  readonly after = $derived(
    this.draft !== undefined && !this.preview.isLoading ? this.preview.value?.after?.figures : undefined,
  );

  readonly #call: Call;
  readonly #of: CorrectionOf;
  /** One form is one request, however often it is sent. */
  readonly #requestId = crypto.randomUUID();
  constructor(call: Call, of: CorrectionOf) {
    this.#call = call;
    this.#of = of;
  }

  async load(): Promise<void> {
    const { workDate, requestId } = this.#of;
    await this.base.load(async () => {
      const [preview, day, returned] = await Promise.all([
        this.#call(previewCorrection, { params: { workDate }, query: {} }),
        this.#call(readDay, { params: { personId: OWN, workDate } }),
        requestId === undefined ? undefined : this.#call(readRequest, { params: { requestId } }),
      ]);
      return { preview, day, returned: returned?.request.mayResend === true ? returned.request : undefined };
    });
    this.reset();
  }

  /** The fields as they were when the page opened: what counts now, or what was returned, with the stretch that was to be added. */
  reset(): void {
    const base = this.base.value;
    if (base === undefined) return;
    const content = base.returned?.content;
    const fields = fieldsOf(content?.kind === 'correction' ? content.after : base.preview.before.day);
    const { from, to } = this.#of;
    this.fields = from !== undefined && to !== undefined && from < to ? withStretch(fields, from, to) : fields;
    this.reason = base.returned?.reason ?? '';
    this.isChecked = false;
  }

  /** Adds a stretch of the PC log to the work. */
  readonly add = (start: number, end: number): void => {
    this.fields = withStretch(this.fields, start, end);
  };

  /** Follows the draft; returns the end of the waiting. */
  readonly followDraft = (): (() => void) => {
    const { draft } = this;
    if (draft === undefined) return () => undefined;
    const { workDate } = this.#of;
    const timer = setTimeout(() => {
      const query = { draft: JSON.stringify(draft) };
      void this.preview.load(() => this.#call(previewCorrection, { params: { workDate }, query }));
    }, PREVIEW_AFTER_MS);
    return () => clearTimeout(timer);
  };

  /** Undefined: something is still wrong, or the portal refused. */
  async send(): Promise<string | undefined> {
    this.isChecked = true;
    this.failure = undefined;
    if (this.isSending || this.draft === undefined || this.reason.trim() === '' || this.isUnchanged) return undefined;
    this.isSending = true;
    try {
      return await this.#send(this.draft);
    } catch (error) {
      this.failure = failureFrom(error);
      return undefined;
    } finally {
      this.isSending = false;
    }
  }

  async #send(day: NonNullable<CorrectionState['draft']>): Promise<string> {
    const returned = this.base.value?.returned;
    const { reason } = this;
    const answer = returned
      ? await this.#call(resendRequest, {
          params: { requestId: returned.requestId },
          body: { version: returned.version, reason, content: { kind: 'correction', day } },
        })
      : await this.#call(createCorrection, {
          body: { requestId: this.#requestId, workDate: this.#of.workDate, day, reason },
        });
    return answer.request.requestId;
  }
}
