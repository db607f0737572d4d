import express from 'express';
import type { Router } from 'express';
import { unknownPath } from './errors.ts';
import { noStore } from './security-headers.ts';

/** No request of the contract comes near it. */
const BODY_LIMIT = '64kb';

/** Puts the endpoints behind what all of them share: no caching, a JSON body, JSON for unknown paths too. */
export function assembleApi(endpoints: Router, openApi: () => object): Router {
  const router = express.Router();
  router.use('/api', noStore, express.json({ limit: BODY_LIMIT }));
  router.get('/api/openapi.json', (_request, response) => void response.json(openApi()));
  router.use(endpoints);
  router.use('/api', unknownPath);
  return router;
}
