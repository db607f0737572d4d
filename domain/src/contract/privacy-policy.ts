import { z } from 'zod';

/** What of an address is kept. `host`: scheme and host, without path and query. */
export const STORED_URLS = ['full', 'host', 'off'] as const;

/**
 * What a tenant lets be stored at all (G:1418-1424). It holds from its change on, for whatever has not been stored yet: facts that a PC recorded
 * before and sends afterwards too. What is stored already stays.
 */
export const privacyPolicySchema = z.object({
  /** Input minutes. Off: no minute is stored, so the PC bar of 勤務一覧 and every PC figure disappears. */
  pcCounts: z.boolean(),
  applicationNames: z.boolean(),
  windowTitles: z.boolean(),
  urls: z.enum(STORED_URLS),
});
export type PrivacyPolicy = z.infer<typeof privacyPolicySchema>;
