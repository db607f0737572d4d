import { enrolDevice as enrolEndpoint } from '#domain/contract/devices.ts';
import { z } from 'zod';
import { makeDeviceKey } from '../identity/device-key.ts';
import type { DeviceIdentity } from '../identity/identity-file.ts';
import { createHttpTransport } from '../sender/transport.ts';

export const ENROLMENT_FAILURES = [
  'code_unknown',
  'code_used',
  'code_expired',
  'code_malformed',
  'too_many_attempts',
  'no_connection',
  'bad_url',
  'unexpected_answer',
] as const;
export type EnrolmentFailure = (typeof ENROLMENT_FAILURES)[number];

/** Enrolment did not happen and nothing was changed on this PC. `reason` picks the sentence for the person. */
export class EnrolmentRefused extends Error {
  readonly reason: EnrolmentFailure;

  constructor(reason: EnrolmentFailure, detail: string, options?: ErrorOptions) {
    super(`enrolment refused (${reason}): ${detail}`, options);
    this.name = 'EnrolmentRefused';
    this.reason = reason;
  }
}

const TIMEOUT_MS = 30_000;
const REASON_OF_CODE: Readonly<Record<string, EnrolmentFailure>> = {
  enrolment_code_unknown: 'code_unknown',
  enrolment_code_used: 'code_used',
  enrolment_code_expired: 'code_expired',
  invalid_input: 'code_malformed',
  too_many_attempts: 'too_many_attempts',
};
const errorAnswerSchema = z.object({ error: z.object({ code: z.string() }) });

/**
 * Exchanges a one-off code for the identity of this PC. The key pair is made here; the portal only sees the public half.
 * Hazard: when the answer is lost the code is used up; the person asks the portal for a new one.
 */
export async function enrolDevice(input: {
  portalUrl: string;
  code: string;
  deviceName: string;
}): Promise<DeviceIdentity> {
  const { portalUrl, code, deviceName } = input;
  const key = makeDeviceKey();
  const origin = portalOrigin(portalUrl);
  const body = { code: code.trim(), publicKey: key.publicKey, deviceName: deviceName.slice(0, 64) };
  if (!enrolEndpoint.body?.safeParse(body).success)
    throw new EnrolmentRefused('code_malformed', 'not the form of a code');
  const { status, json } = await post(origin, body);
  if (status < 200 || status > 299) {
    const error = errorAnswerSchema.safeParse(json);
    const reason = error.success ? REASON_OF_CODE[error.data.error.code] : undefined;
    throw new EnrolmentRefused(reason ?? 'unexpected_answer', `HTTP ${status}`);
  }
  const answer = enrolEndpoint.answer?.safeParse(json);
  if (!answer?.success) throw new EnrolmentRefused('unexpected_answer', 'the answer is not an enrolment');
  return {
    v: 1,
    ...answer.data,
    deviceName: body.deviceName,
    privateKey: key.privateKey,
    portalUrl,
    enrolledAt: Date.now(),
  };
}

function portalOrigin(portalUrl: string): string {
  const parsed = URL.parse(portalUrl);
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw new EnrolmentRefused('bad_url', 'not an http(s) address');
  return parsed.origin;
}

async function post(origin: string, body: object): Promise<{ status: number; json: unknown }> {
  try {
    const exchange = createHttpTransport(origin, TIMEOUT_MS);
    return await exchange({ method: 'POST', path: enrolEndpoint.path, body }, new AbortController().signal);
  } catch (cause) {
    throw new EnrolmentRefused('no_connection', origin, { cause });
  }
}
