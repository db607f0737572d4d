import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { privacyPolicySchema } from './privacy-policy.ts';

const paragraph = z.string().trim().min(1).max(4_000);

/**
 * モニタリング方針: what a company that looks at its people's work has to fix beforehand and tell them (個人情報保護委員会 Q&A 5-7). What is
 * collected is not written by hand: it follows from the tenant's settings.
 */
export const monitoringTextSchema = z.strictObject({
  /** 利用目的. */
  purpose: paragraph,
  /** 責任者とその権限. */
  responsible: paragraph,
  /** 運用のルール: who may look at what, and when. */
  rules: paragraph,
  /** 実施状況の確認: how it is checked that the rules are kept. */
  checks: paragraph,
  /** 保存期間. */
  retention: paragraph,
});
export type MonitoringText = z.infer<typeof monitoringTextSchema>;
export const MONITORING_FIELDS = ['purpose', 'responsible', 'rules', 'checks', 'retention'] as const;

export const monitoringPolicySchema = z.object({
  /** Null: the company has not written it yet. */
  text: monitoringTextSchema.nullable(),
  /** Rises with each saving; sent back when saving. 0: never saved. */
  version: z.int(),
  savedAt: z.int().nullable(),
  /** More than twelve months since it was saved: it should be looked through, and saved again if it still holds. */
  isReviewDue: z.boolean(),
  /** What is stored at all, as the tenant is set now. */
  collected: privacyPolicySchema,
});
export type MonitoringPolicy = z.infer<typeof monitoringPolicySchema>;

export const readMonitoringPolicy = endpoint({
  name: 'readMonitoringPolicy',
  method: 'GET',
  path: '/api/monitoring-policy',
  summary: 'モニタリング方針: what is recorded about people, why, who sees it and how long. Everyone who is signed in.',
  access: 'signedIn',
  answer: monitoringPolicySchema,
});

/** Refusal `settings_changed`: another administrator was faster. */
export const saveMonitoringPolicy = endpoint({
  name: 'saveMonitoringPolicy',
  method: 'PUT',
  path: '/api/monitoring-policy',
  summary: 'Write the monitoring policy, or confirm it after a review. Administrators.',
  access: 'signedIn',
  body: z.strictObject({ text: monitoringTextSchema, version: z.int().min(0) }),
  answer: monitoringPolicySchema,
});
