import { join } from 'node:path';
import { z } from 'zod';
import {
  clickhouseConfigSchema,
  httpConfigSchema,
  integerVariable,
  logConfigSchema,
  natsConfigSchema,
  parseEnvSlices,
  postgresConfigSchema,
  secretsConfigSchema,
} from '#platform/config.ts';
import type { Env } from '#platform/config.ts';

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be a URL (http, https)' });

const portalConfigSchema = z
  .object({
    /** Where collectors send to; told to them at enrolment. */
    KINMU_INGEST_PUBLIC_URL: httpUrl,
    /** How people reach the portal. https turns on Secure cookies and HSTS. Absent: this server's own address, plain HTTP. */
    KINMU_PORTAL_PUBLIC_URL: httpUrl.optional(),
    /** The built screens. */
    KINMU_UI_DIR: z.string().default(join(import.meta.dirname, '..', '..', 'ui', 'dist')),
    /** Proxies in front of this server, whose X-Forwarded-For is believed: the address decides the limit of failed sign-ins. */
    KINMU_TRUSTED_PROXIES: integerVariable(0, 10).default(0),
    /** For tests: the process kills itself at this place (FaultPoint in outbox/relay.ts). Other places belong to other services. */
    FAULT_AT: z.string().optional(),
  })
  .transform((env) => ({
    ingestUrl: env.KINMU_INGEST_PUBLIC_URL,
    publicUrl: env.KINMU_PORTAL_PUBLIC_URL,
    uiDir: env.KINMU_UI_DIR,
    trustedProxies: env.KINMU_TRUSTED_PROXIES,
    faultAt: env.FAULT_AT,
  }));
export type PortalConfig = z.infer<typeof portalConfigSchema>;

export const loadConfig = (env: Env = process.env) =>
  parseEnvSlices(
    {
      http: httpConfigSchema,
      nats: natsConfigSchema,
      postgres: postgresConfigSchema,
      clickhouse: clickhouseConfigSchema,
      secrets: secretsConfigSchema,
      log: logConfigSchema,
      portal: portalConfigSchema,
    },
    env,
  );
