import {
  copyTasks,
  createTask,
  deleteTask,
  listTasks,
  saveTask,
  saveTaskReport,
  searchMembers,
  type Task,
} from '#domain/contract/tasks.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { failureFrom, type ApiFailure, type Call, type InputOf } from './call.ts';
import { OWN } from './paths.ts';
import { Remote } from './remote.svelte.ts';

export type NewTask = InputOf<typeof createTask>['body'];
export type TaskChange = InputOf<typeof saveTask>['body'];
export type OwnReport = InputOf<typeof saveTaskReport>['body'];
type Range = { readonly from: WorkDate; readonly to: WorkDate };

/** The own tasks (業務) of some days, as home and 業務登録 show and change them. After a change the list is read again. */
export class OwnTasks {
  readonly list = new Remote<readonly Task[]>();
  isBusy = $state(false);
  failure = $state.raw<ApiFailure | undefined>(undefined);
  readonly #call: Call;
  #range: Range | undefined;

  constructor(call: Call) {
    this.#call = call;
  }

  load(range: Range, quiet = false): Promise<void> {
    if (this.#range?.from !== range.from || this.#range.to !== range.to) this.list.clear();
    this.#range = range;
    const query = { from: range.from, to: range.to };
    return this.list.load(async () => (await this.#call(listTasks, { params: { personId: OWN }, query })).tasks, quiet);
  }

  add(body: NewTask): Promise<boolean> {
    return this.#attempt(() => this.#call(createTask, { body }));
  }
  save(taskId: string, body: TaskChange): Promise<boolean> {
    return this.#attempt(() => this.#call(saveTask, { params: { taskId }, body }));
  }
  report(taskId: string, body: OwnReport): Promise<boolean> {
    return this.#attempt(() => this.#call(saveTaskReport, { params: { taskId }, body }));
  }
  remove(task: Task): Promise<boolean> {
    const { taskId, version } = task;
    return this.#attempt(() => this.#call(deleteTask, { params: { taskId }, query: { version } }));
  }
  /** Undefined: it failed. */
  async copy(from: WorkDate, to: WorkDate): Promise<{ copied: number; skipped: number } | undefined> {
    let counts: { copied: number; skipped: number } | undefined;
    await this.#attempt(async () => {
      counts = await this.#call(copyTasks, { body: { from, to } });
    });
    return counts;
  }

  /** For the chooser of people: the group stands where others show the id. */
  readonly findPeople = async (text: string): Promise<{ personId: string; loginId: string; name: string }[]> => {
    const { people } = await this.#call(searchMembers, { query: { text } });
    return people.map((each) => ({ personId: each.personId, loginId: each.groupName, name: each.name }));
  };

  /** True: it is done. A conflict shows what somebody else has made of it. */
  async #attempt(work: () => Promise<unknown>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.failure = undefined;
    try {
      await work();
      if (this.#range) await this.load(this.#range, true);
      return true;
    } catch (error) {
      this.failure = failureFrom(error);
      if (this.#range && this.failure.code !== 'offline') await this.load(this.#range, true);
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
