import type { recordOperation } from '#domain/contract/operations.ts';
import type { WorkDate } from '#domain/time/types.ts';
import type { FailureCode, InputOf } from './call.ts';

export type Press = InputOf<typeof recordOperation>['body'];

/** A press that the portal has not answered yet, or has refused. */
export interface KeptPress {
  readonly press: Press;
  /** Whose it is: it is sent under nobody else's name. */
  readonly personId: string;
  /** Epoch ms by this device's clock. */
  readonly pressedAt: number;
  /** Why the portal did not take it; null: it waits. */
  readonly refused: { readonly code: FailureCode; readonly workDate: WorkDate | undefined } | null;
}

/** Where presses lie until they are answered. */
export interface PressStore {
  /** In the order of pressing. */
  list(): Promise<KeptPress[]>;
  put(kept: KeptPress): Promise<void>;
  remove(operationId: string): Promise<void>;
}

/** Keeps presses for the life of the page only: where the browser gives no database (private windows of some). */
export function memoryPressStore(): PressStore {
  const all = new Map<string, KeptPress>();
  return {
    list: () => Promise.resolve([...all.values()].sort((a, b) => a.pressedAt - b.pressedAt)),
    put: (kept) => Promise.resolve(void all.set(kept.press.operationId, kept)),
    remove: (operationId) => Promise.resolve(void all.delete(operationId)),
  };
}

const NAME = 'kinmu-presses';

const asked = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(NAME, { keyPath: 'press.operationId' });
  return asked(request);
}

/** Outlives reloads, a closed browser and a restart of the phone. A write is answered when it is on the disk. */
async function indexedPressStore(): Promise<PressStore> {
  const database = await openDatabase();
  const within = <Value>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<Value>,
  ): Promise<Value> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(NAME, mode, { durability: 'strict' });
      const request = work(transaction.objectStore(NAME));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'));
    });
  return {
    list: async () => {
      const all = (await within('readonly', (store) => store.getAll())) as KeptPress[];
      return all.sort((a, b) => a.pressedAt - b.pressedAt);
    },
    put: async (kept) => void (await within('readwrite', (store) => store.put(kept))),
    remove: async (operationId) => void (await within('readwrite', (store) => store.delete(operationId))),
  };
}

export const openPressStore = (): Promise<PressStore> => indexedPressStore().catch(() => memoryPressStore());
