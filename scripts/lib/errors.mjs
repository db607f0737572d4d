/** A failure that the person can mend: one line that names the cause and the remedy, no stack. */
export class RemedyError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = 'RemedyError';
  }
}

/** The last line of defence of every command: one line, exit code not 0. */
export const failWithOneLine = (error) => {
  const text = error instanceof RemedyError ? error.message : (error?.stack ?? String(error));
  process.stderr.write(`kinmu-lens: ${text}\n`);
  process.exit(1);
};

/**
 * npm's own error text, parsed once, here. Returns the sentence for the person.
 * The codes are those that npm prints as `npm error code X` (npm 10+) or `npm ERR! code X` (npm 9).
 */
export const explainNpmFailure = (output) => {
  const code = /npm (?:error|ERR!) code (\w+)/.exec(output)?.[1] ?? '';
  if (/ENOSPC/.test(output)) return 'the disk is full: free about 2 GB and start again';
  if (/EACCES|EPERM|EROFS/.test(code)) {
    return 'node_modules cannot be written: give this user the right to write in this folder and start again';
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH/.test(output)) {
    return 'the npm registry cannot be reached: check the network or the proxy (npm config get proxy) and start again';
  }
  if (/EINTEGRITY/.test(code)) {
    return 'a package does not match its checksum: run `npm cache clean --force` and start again';
  }
  if (/TAR_ENTRY_ERROR/.test(output))
    return 'npm could not unpack every file: look at the disk and at the rights of this folder, then start again';
  const detail = output.split('\n').find((line) => /^npm (error|ERR!) (?!code)/.test(line));
  return `npm failed${code ? ` with ${code}` : ''}${detail ? `: ${detail.replace(/^npm (error|ERR!) /, '')}` : ''}`;
};
