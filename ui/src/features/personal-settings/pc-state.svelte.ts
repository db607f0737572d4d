import { createEnrolmentCode, listDevices, revokeDevice, type Device } from '#domain/contract/devices.ts';
import { ApiFailure, type AnswerOf, type Call, type FailureCode } from '../../base/call.ts';
import { Remote } from '../../base/remote.svelte.ts';

export type EnrolmentCode = AnswerOf<typeof createEnrolmentCode>;

/** PC登録: the own PCs, a one-off code, and what was done last. */
export class PcState {
  readonly devices = new Remote<readonly Device[]>();
  code = $state.raw<EnrolmentCode | undefined>(undefined);
  revoking = $state.raw<Device | undefined>(undefined);
  revoked = $state.raw<string | undefined>(undefined);
  failure = $state.raw<FailureCode | undefined>(undefined);
  isBusy = $state(false);

  readonly #call: Call;
  constructor(call: Call) {
    this.#call = call;
  }

  load(quiet = false): Promise<void> {
    return this.devices.load(async () => (await this.#call(listDevices, {})).devices, quiet);
  }

  async makeCode(): Promise<void> {
    await this.#attempt(async () => {
      this.code = await this.#call(createEnrolmentCode, {});
    });
  }

  async revoke(): Promise<void> {
    const device = this.revoking;
    if (device === undefined) return;
    this.revoking = undefined;
    await this.#attempt(async () => {
      await this.#call(revokeDevice, { params: { deviceId: device.deviceId } });
      this.revoked = device.name;
      await this.load(true);
    });
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.failure = undefined;
    this.revoked = undefined;
    try {
      await work();
    } catch (error) {
      this.failure = error instanceof ApiFailure ? error.code : 'internal';
    } finally {
      this.isBusy = false;
    }
  }
}
