/**
 * Must be the first import of main.ts, and in zod's own chunk (vite.config.ts). zod, which the contract's schemas are made of, asks at load whether `eval` works; under
 * `script-src 'self'` the mere question is reported as a violation. This setting is zod's own switch for it.
 */
declare global {
  var __zod_globalConfig: { jitless?: boolean } | undefined;
}
globalThis.__zod_globalConfig = { ...globalThis.__zod_globalConfig, jitless: true };
export {};
