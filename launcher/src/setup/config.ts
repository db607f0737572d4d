import { z } from 'zod';
import {
  integerVariable,
  parseEnvSlices,
  postgresConfigSchema,
  secretsConfigSchema,
  type Env,
} from '#platform/config.ts';

/** The user of the image (`node`, 1000) that the services run as; the setup runs as root and hands the key files over. */
const ownerSchema = z
  .object({
    KINMU_SERVICE_UID: integerVariable(0, 2 ** 31).default(1000),
    KINMU_SERVICE_GID: integerVariable(0, 2 ** 31).default(1000),
  })
  .transform((env) => ({ uid: env.KINMU_SERVICE_UID, gid: env.KINMU_SERVICE_GID }));

export const loadSetupConfig = (env: Env = process.env) =>
  parseEnvSlices({ secrets: secretsConfigSchema, postgres: postgresConfigSchema, owner: ownerSchema }, env);
