import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { StartProblem } from '../start-problem.ts';

/** Written by the sample loader when the sample company is complete; its presence is what makes the live PCs run. */
const signInsSchema = z.object({
  tenantCode: z.string(),
  password: z.string(),
  people: z.array(z.object({ loginId: z.string(), role: z.string() })),
});
export type SampleSignIns = z.infer<typeof signInsSchema>;

export async function readSampleSignIns(sampleDir: string): Promise<SampleSignIns | undefined> {
  let text: string;
  try {
    text = await readFile(join(sampleDir, 'sign-ins.json'), 'utf8');
  } catch {
    return undefined;
  }
  return signInsSchema.parse(JSON.parse(text));
}

/**
 * Makes the sample company, or completes one whose making was interrupted. Its progress lines go to the person.
 * @throws StartProblem with the loader's last words
 */
export async function loadSample(
  file: string,
  env: Record<string, string>,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, 'load'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  let lastError = '';
  if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', (line) => say(line));
  if (child.stderr !== null) createInterface({ input: child.stderr }).on('line', (line) => (lastError = line));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0 && !signal.aborted) throw new StartProblem(`the sample company could not be made: ${lastError}`);
}
