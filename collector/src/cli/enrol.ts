import { hostname } from 'node:os';
import type { CollectorConfig } from '../config.ts';
import { enrolDevice, EnrolmentRefused } from '../enrol/enrol-device.ts';
import { readIdentity, setAsideIdentity, writeIdentity } from '../identity/identity-file.ts';
import { claimFolder } from '../single-instance.ts';
import { EXIT } from './exit-codes.ts';
import { ENROLMENT_MESSAGES, MESSAGES } from './messages.ts';

export interface EnrolArguments {
  readonly portalUrl: string;
  readonly code: string;
  readonly name: string | undefined;
  readonly replace: boolean;
}

/** Enrols this PC and answers the exit code. The folder is claimed meanwhile: a running agent must not lose its identity below it. */
export async function enrol(
  config: CollectorConfig,
  args: EnrolArguments,
  say: (line: string) => void,
): Promise<number> {
  const claim = claimFolder(config.dir);
  try {
    const former = readIdentity(config.dir);
    if (former !== undefined && !args.replace) {
      say(MESSAGES.alreadyEnrolled(former.personName));
      return EXIT.alreadyEnrolled;
    }
    const deviceName = args.name ?? (hostname() || 'PC');
    const identity = await enrolDevice({ portalUrl: args.portalUrl, code: args.code, deviceName });
    if (former !== undefined) setAsideIdentity(config.dir, former);
    writeIdentity(config.dir, identity);
    say(MESSAGES.enrolled(identity.personName, identity.deviceName));
    return EXIT.ok;
  } catch (err) {
    if (!(err instanceof EnrolmentRefused)) throw err;
    say(ENROLMENT_MESSAGES[err.reason]);
    return err.reason === 'no_connection' ? EXIT.noConnection : EXIT.enrolmentRefused;
  } finally {
    claim.release();
  }
}
