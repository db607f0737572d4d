import { randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { enrolDevice as enrolDeviceEndpoint } from '#domain/contract/devices.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { normalisedEnrolmentCode, sha256 } from '../credentials/tokens.ts';
import { refuse } from '../http/refusal.ts';
import type { Refusal } from '../http/refusal.ts';
import type { Records } from '../records/schema.ts';
import { isPublicKey, signCertificate } from './certificate.ts';
import { takeCode } from './queries.ts';

export interface EnrolDeps {
  readonly records: Records;
  readonly certificateKey: KeyObject;
  /** Where collectors send to. */
  readonly ingestUrl: string;
}

export interface Enrolment {
  readonly code: string;
  readonly publicKey: string;
  readonly deviceName: string;
  readonly requestId: string;
}

type EnrolmentAnswer = z.output<NonNullable<(typeof enrolDeviceEndpoint)['answer']>>;

/** Binds a new device to the person of the code, once. The private key never leaves the PC. */
export async function enrolDevice(deps: EnrolDeps, enrolment: Enrolment): Promise<EnrolmentAnswer | Refusal> {
  const { publicKey, deviceName, requestId } = enrolment;
  if (!isPublicKey(publicKey)) {
    return refuse('invalid_input', {
      places: [{ path: 'body.publicKey', message: 'is no raw Ed25519 key in base64url' }],
    });
  }
  const codeHash = sha256(normalisedEnrolmentCode(enrolment.code));
  return deps.records.transaction().execute(async (trx) => {
    const code = await takeCode(trx, codeHash);
    if (code === undefined) return refuse('enrolment_code_unknown');
    if (code.used_at !== null) return refuse('enrolment_code_used');
    if (code.is_expired) return refuse('enrolment_code_expired');
    const { tenant_id: tenantId, person_id: personId } = code;
    const deviceId = randomUUID();
    await trx
      .insertInto('devices')
      .values({
        tenant_id: tenantId,
        device_id: deviceId,
        person_id: personId,
        name: deviceName,
        public_key: publicKey,
      })
      .execute();
    await trx
      .updateTable('enrolment_codes')
      .set({ used_at: sql<Date>`now()`, device_id: deviceId })
      .where('code_hash', '=', codeHash)
      .execute();
    await writeAudit(trx, { tenantId, actorId: personId, action: 'device.enrolled', subjectId: deviceId, requestId });
    const person = await trx
      .selectFrom('people')
      .select('name')
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    const certificate = await signCertificate({ tenantId, personId, deviceId, publicKey }, deps.certificateKey);
    return { tenantId, personId, deviceId, certificate, ingestUrl: deps.ingestUrl, personName: person.name };
  });
}
