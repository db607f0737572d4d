import { delimiter, dirname } from 'node:path';

/** What the launcher itself takes from the environment. Everything else is decided by its options and the data folder. */
export const launcherEnv = (env: NodeJS.ProcessEnv = process.env) => ({
  PATH: env.PATH,
  logLevel: env.KINMU_LOG_LEVEL ?? 'info',
});

/**
 * The environment of a child service: only what it needs, so that a stray variable of the person's shell never changes the product.
 * PATH begins with this Node, for tools that start it by name.
 */
export const childEnv = (
  variables: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> => ({
  PATH: [dirname(process.execPath), env.PATH ?? ''].join(delimiter),
  HOME: env.HOME ?? '/',
  LANG: env.LANG ?? 'C.UTF-8',
  ...(env.TMPDIR === undefined ? {} : { TMPDIR: env.TMPDIR }),
  ...(env.KINMU_LOG_LEVEL === undefined ? {} : { KINMU_LOG_LEVEL: env.KINMU_LOG_LEVEL }),
  ...(env.FAULT_AT === undefined ? {} : { FAULT_AT: env.FAULT_AT }),
  ...(env.NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE: env.NODE_COMPILE_CACHE }),
  NODE_ENV: 'production',
  ...variables,
});
