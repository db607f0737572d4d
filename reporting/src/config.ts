import { join } from 'node:path';
import { z } from 'zod';
import { WATCHED_FOLDERS } from '#domain/contract/system-status.ts';
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
import { parseSmtpUrl } from '#platform/mail/smtp-config.ts';

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
    /** Mail server: `smtp://user:password@host:587` (STARTTLS is required, but on this machine) or `smtps://…`. Comes before the folder. */
    KINMU_SMTP_URL: z
      .string()
      .transform((text, context) => {
        try {
          return parseSmtpUrl(text);
        } catch {
          context.addIssue({ code: 'custom', message: 'must be smtp://[user:password@]host[:port] or smtps://…' });
          return z.NEVER;
        }
      })
      .optional(),
    /** Folder for mails as `.eml` files. Absent, and no server: mails wait in the outbox. */
    KINMU_MAIL_DIR: z.string().optional(),
    /** Sender of every mail: a bare address. */
    KINMU_MAIL_FROM: z.email().default('kinmu-lens@localhost.localdomain'),
    /**
     * Hosts of the company's own calendars, separated by commas: they may have addresses that are not the internet's. All others must be public,
     * so that nobody reaches the inside of the network by a calendar address.
     */
    KINMU_CALENDAR_ALLOWED_HOSTS: z
      .string()
      .default('')
      .transform((text) =>
        text
          .toLowerCase()
          .split(/[,\s]+/)
          .filter((host) => host !== ''),
      ),
    /** File of the audit's signed checkpoints. Absent: none are written. Keep a copy outside this machine. */
    KINMU_AUDIT_CHECKPOINTS: z.string().optional(),
    /** Folder for the files of データ管理; several instances of the portal share it. */
    KINMU_EXPORTS_DIR: z.string().default(join(import.meta.dirname, '..', '..', 'data', 'exports')),
    /** Folders of this machine whose disk is shown in システムの状態: `postgres=/data/postgres,nats=…`. Names as in WATCHED_FOLDERS. */
    KINMU_WATCHED_FOLDERS: z
      .string()
      .default('')
      .transform((text) =>
        text
          .split(',')
          .filter((part) => part !== '')
          .map((part) => ({ folder: part.slice(0, part.indexOf('=')), dir: part.slice(part.indexOf('=') + 1) })),
      )
      .pipe(z.array(z.object({ folder: z.enum(WATCHED_FOLDERS), dir: z.string().min(1) }))),
    /** For tests: the process kills itself at this place (FaultPoint in outbox/relay.ts). Other places belong to other services. */
    FAULT_AT: z.string().optional(),
  })
  .transform((env) => ({
    ingestUrl: env.KINMU_INGEST_PUBLIC_URL,
    publicUrl: env.KINMU_PORTAL_PUBLIC_URL,
    uiDir: env.KINMU_UI_DIR,
    trustedProxies: env.KINMU_TRUSTED_PROXIES,
    smtp: env.KINMU_SMTP_URL,
    mailDir: env.KINMU_MAIL_DIR,
    mailFrom: env.KINMU_MAIL_FROM,
    calendarAllowedHosts: env.KINMU_CALENDAR_ALLOWED_HOSTS,
    auditCheckpoints: env.KINMU_AUDIT_CHECKPOINTS,
    exportsDir: env.KINMU_EXPORTS_DIR,
    watchedFolders: env.KINMU_WATCHED_FOLDERS,
    faultAt: env.FAULT_AT,
  }));
export type PortalConfig = z.infer<typeof portalConfigSchema>;
export type WatchedFolders = PortalConfig['watchedFolders'];

const auditToolSchema = z
  .object({
    KINMU_POSTGRES_URL: z.string().optional(),
    KINMU_SECRETS_DIR: z.string().optional(),
    KINMU_AUDIT_CHECKPOINTS: z.string().optional(),
  })
  .transform((env) => ({
    postgresUrl: env.KINMU_POSTGRES_URL,
    secretsDir: env.KINMU_SECRETS_DIR,
    auditCheckpoints: env.KINMU_AUDIT_CHECKPOINTS,
  }));
/** For `audit:verify`: everything optional, it looks into the data folder otherwise. */
export const loadAuditToolConfig = (env: Env = process.env) => parseEnvSlices({ tool: auditToolSchema }, env).tool;

/** For `unlock`: like `audit:verify`. */
const unlockSchema = z
  .object({ KINMU_POSTGRES_URL: z.string().optional(), KINMU_SECRETS_DIR: z.string().optional() })
  .transform((env) => ({ postgresUrl: env.KINMU_POSTGRES_URL, secretsDir: env.KINMU_SECRETS_DIR }));
export const loadUnlockConfig = (env: Env = process.env) => parseEnvSlices({ tool: unlockSchema }, env).tool;

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
