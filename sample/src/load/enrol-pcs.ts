import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { enrolDevice } from '#collector/enrol/enrol-device.ts';
import { readIdentity, writeIdentity, type DeviceIdentity } from '#collector/identity/identity-file.ts';
import { createEnrolmentCode } from '#domain/contract/devices.ts';
import { signIn } from '#domain/contract/session.ts';
import { loginIdOf, pcNamesOf, type SamplePerson } from '../company/people.ts';
import { SAMPLE_TENANT_CODE } from './sample-state.ts';

export const agentDirOf = (sampleDir: string, pcName: string): string => join(sampleDir, 'pcs', pcName);

/** Enrols the PCs of a person as the person would: sign in at the portal, ask for a one-off code, exchange it. Done ones are skipped. */
export async function enrolPcs(
  person: SamplePerson,
  options: { sampleDir: string; portalUrl: string; password: string },
): Promise<DeviceIdentity[]> {
  const identities: DeviceIdentity[] = [];
  let cookie: string | undefined;
  for (const pcName of pcNamesOf(person)) {
    const dir = agentDirOf(options.sampleDir, pcName);
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const present = readIdentity(dir);
    if (present !== undefined) {
      identities.push(present);
      continue;
    }
    cookie ??= await signInAs(person, options);
    const { code } = await post<{ code: string }>(options.portalUrl, createEnrolmentCode.path, {}, cookie);
    const identity = await enrolDevice({ portalUrl: options.portalUrl, code, deviceName: pcName });
    writeIdentity(dir, identity);
    identities.push(identity);
  }
  return identities;
}

async function signInAs(person: SamplePerson, options: { portalUrl: string; password: string }): Promise<string> {
  const response = await request(options.portalUrl, signIn.path, {
    tenant: SAMPLE_TENANT_CODE,
    loginId: loginIdOf(person),
    password: options.password,
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined)
    throw new Error(`the portal set no session for ${loginIdOf(person)} (HTTP ${response.status})`);
  return cookie;
}

async function post<T>(portalUrl: string, path: string, body: object, cookie: string): Promise<T> {
  const response = await request(portalUrl, path, body, cookie);
  return (await response.json()) as T;
}

async function request(portalUrl: string, path: string, body: object, cookie?: string): Promise<Response> {
  const response = await fetch(`${portalUrl}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      'x-kinmu-request': '1',
      ...(cookie === undefined ? {} : { cookie }),
    },
  });
  if (!response.ok) throw new Error(`the portal answered ${response.status} to ${path}`);
  return response;
}
