import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readMe } from '#domain/contract/session.ts';
import { startTestPortal } from '../testkit/portal.ts';
import type { TestPortal } from '../testkit/portal.ts';

let portal: TestPortal;
before(async () => {
  portal = await startTestPortal();
});
after(() => portal.stop());

/** What each answer says, pages and files as well as data: a page without it could be framed, or its files taken for something else. */
async function assertProtected(path: string, status: number, type: RegExp): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${portal.reporting.port}${path}`);
  await answer.arrayBuffer();
  assert.equal(answer.status, status, path);
  assert.match(answer.headers.get('content-type') ?? '', type, path);
  const policy = answer.headers.get('content-security-policy') ?? '';
  for (const part of ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"])
    assert.ok(policy.includes(part), `${path}: ${policy}`);
  assert.doesNotMatch(policy, /unsafe/, path);
  assert.equal(answer.headers.get('x-frame-options'), 'DENY', path);
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path);
  assert.equal(answer.headers.get('referrer-policy'), 'no-referrer', path);
  assert.equal(answer.headers.get('cross-origin-opener-policy'), 'same-origin', path);
}

test('pages, their files, refusals and data: nothing can be framed or taken for another type', async () => {
  const { uiDir } = portal.deps.portal;
  await assertProtected('/', 503, /^text\/html; charset=utf-8$/);
  await mkdir(join(uiDir, 'assets'), { recursive: true });
  await writeFile(join(uiDir, 'index.html'), '<!doctype html><title>勤務レンズ</title>');
  await writeFile(join(uiDir, 'assets', 'app-1a2b.js'), 'export {};');
  await assertProtected('/', 200, /^text\/html; charset=utf-8$/);
  await assertProtected('/people/me/days/2026-03-10', 200, /^text\/html; charset=utf-8$/);
  await assertProtected('/assets/app-1a2b.js', 200, /^text\/javascript; charset=utf-8$/);
  await assertProtected('/assets/missing.js', 404, /^text\/plain; charset=utf-8$/);
  await assertProtected(readMe.path, 401, /^application\/json; charset=utf-8$/);
  await assertProtected('/api/nothing', 404, /^application\/json; charset=utf-8$/);
  await assertProtected('/api/openapi.json', 200, /^application\/json; charset=utf-8$/);
});
