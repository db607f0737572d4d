import express from 'express';
import type { Router } from 'express';
import { closeUnread } from './close-unread.ts';
import { unknownPath } from './errors.ts';
import { readJson } from './read-json.ts';
import { noStore } from './security-headers.ts';

/** No request of the contract comes near it. */
const MAX_JSON_BYTES = 64 * 1024;

/** Puts the endpoints behind what all of them share: no caching, a JSON body, JSON for unknown paths too. */
export function assembleApi(endpoints: Router, openApi: () => object): Router {
  const router = express.Router();
  router.use('/api', noStore, closeUnread, readJson(MAX_JSON_BYTES));
  router.get('/api/openapi.json', (_request, response) => void response.json(openApi()));
  router.use(endpoints);
  router.use('/api', unknownPath);
  return router;
}
