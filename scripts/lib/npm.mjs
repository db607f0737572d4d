/** How to call npm from a script that npm itself may have started. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter } from 'node:path';
import { RemedyError, explainNpmFailure } from './errors.mjs';

/**
 * PATH without any node_modules/.bin: npm must not run on the very Node binary that it is about to replace, and
 * `npm start` puts that one first.
 */
export const pathWithoutBin = (path = '') =>
  path
    .split(delimiter)
    .filter((entry) => !/node_modules[\\/](\.bin|node[\\/]bin)[\\/]?$/.test(entry))
    .join(delimiter);

/** The npm that started us when there is one, else the one in the path. */
export const npmCommand = (env = process.env) =>
  env.npm_execpath?.endsWith('npm-cli.js') && env.npm_node_execpath && !/node_modules/.test(env.npm_node_execpath)
    ? { file: env.npm_node_execpath, args: [env.npm_execpath] }
    : { file: 'npm', args: [] };

/**
 * The person's own npm settings (registry, proxy, certificates) pass through; what the calling npm exported about
 * itself does not: its `npm_config_*` of the command line would otherwise change ours.
 */
export const npmEnvironment = (env = process.env) => {
  const own = Object.entries(env).filter(
    ([name]) => !/^npm_(lifecycle|package|command|execpath|node_execpath)/.test(name),
  );
  return { ...Object.fromEntries(own), PATH: pathWithoutBin(env.PATH), npm_config_loglevel: 'warn' };
};

/** Whoever ends us while a command runs ends that command too; then we end as if nobody had listened. */
const passSignalsOn = (child) => {
  const listeners = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    const listener = () => {
      child.kill(signal);
      // npm goes on to its end after SIGTERM; half an install is cleared away by the next one.
      setTimeout(() => child.kill('SIGKILL'), 1_000).unref();
      child.on('close', () => process.exit(128 + constants.signals[signal]));
    };
    process.on(signal, listener);
    return [signal, listener];
  });
  return () => listeners.forEach(([signal, listener]) => process.off(signal, listener));
};

/** Runs a command quietly; on failure throws one sentence. Its output is kept only for that sentence. */
export const runQuietly = (file, args, { cwd, env, explain = explainNpmFailure, onSpawn = () => {} }) =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.on('spawn', () => onSpawn(child.pid));
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-64_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      const missing = error.code === 'ENOENT';
      reject(
        new RemedyError(missing ? `${file} is not in the path: install it (it comes with Node.js)` : error.message),
      );
    });
    const stopPassingOn = passSignalsOn(child);
    child.on('close', (code, signal) => {
      stopPassingOn();
      if (code === 0) resolve(output);
      else reject(new RemedyError(signal ? `${file} was ended by ${signal}` : explain(output), { cause: output }));
    });
  });

/** A full disk makes npm warn of files that it could not unpack, and end with 0. */
export const isUnpackFault = (output) => /TAR_ENTRY_ERROR|ENOSPC/.test(output);

export const runNpm = async (args, { cwd, onSpawn }) => {
  const { file, args: first } = npmCommand();
  const output = await runQuietly(file, [...first, ...args], { cwd, env: npmEnvironment(), onSpawn });
  if (isUnpackFault(output)) throw new RemedyError(explainNpmFailure(output));
};
