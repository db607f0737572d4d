import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import type { Router } from 'express';

const NOT_BUILT = `<!doctype html>
<html lang="ja"><meta charset="utf-8"><title>勤務レンズ</title>
<h1>画面がまだ作られていません</h1>
<p>「npm run build:ui」を実行してから、再度表示してください。</p>
<p lang="en">The screens are not built yet: run “npm run build:ui”, then reload.</p>
</html>
`;

/**
 * The built screens. Files under assets/ carry a hash in their name and never change; index.html is asked for anew each time. Any other
 * path outside /api is a screen's own address and gets index.html; a missing file with an extension is a 404, not a page.
 */
export function serveUi(uiDir: string): Router {
  const router = express.Router();
  const index = join(uiDir, 'index.html');
  const assets = { immutable: true, maxAge: '365d', index: false } as const;
  router.use('/assets', express.static(join(uiDir, 'assets'), assets));
  router.use(express.static(uiDir, { index: false, maxAge: 0 }));
  router.get(/^\/(?!api(\/|$))[^.]*$/, (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache');
    if (existsSync(index)) response.sendFile(index, { dotfiles: 'allow', cacheControl: false });
    else response.status(503).type('html').send(NOT_BUILT);
  });
  router.use((_request, response) => void response.status(404).type('text').send('404'));
  return router;
}
