import assert from 'node:assert/strict';
import { argumentsOf, freePorts, runToEnd } from '../kit/product.ts';
import type { Site } from '../kit/site.ts';

/** A start on a folder in use: refused, with the pid of the owner. Answers what it took beyond what Node itself takes to begin here and now. */
export async function startSecond(site: Site): Promise<number> {
  const { ms: bareMs } = await runToEnd(['--help']);
  const { code, output, ms } = await runToEnd(argumentsOf(site.product.dataDir, await freePorts()));
  assert.equal(code, 1, output);
  assert.match(
    output,
    new RegExp(`^kinmu-lens: [^\\n]*in use by another start \\(pid ${site.product.pid}\\)[^\\n]*\\n$`),
  );
  assert.equal((await fetch(`${site.product.portalUrl}/healthz`)).status, 200, 'the first start runs on');
  return Math.round(Math.max(0, ms - bareMs));
}
