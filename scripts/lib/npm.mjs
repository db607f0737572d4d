/** How to call npm from a script that npm itself may have started. */
import { spawn } from 'node:child_process';
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
  return { ...Object.fromEntries(own), PATH: pathWithoutBin(env.PATH), npm_config_loglevel: 'error' };
};

/** Runs a command quietly; on failure throws one sentence. Its output is kept only for that sentence. */
export const runQuietly = (file, args, { cwd, env, explain = explainNpmFailure }) =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
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
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new RemedyError(signal ? `${file} was ended by ${signal}` : explain(output), { cause: output }));
    });
  });

export const runNpm = (args, { cwd }) => {
  const { file, args: first } = npmCommand();
  return runQuietly(file, [...first, ...args], { cwd, env: npmEnvironment() });
};
