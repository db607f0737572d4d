import type { TenantSettings } from '#domain/contract/settings.ts';

type Plan = TenantSettings['plan'];

/** Files that only some plans have (guide table 5-1). */
const PLANS_OF_FILE: Readonly<Record<string, readonly Plan[]>> = {
  'application_aggregation.csv': ['standard', 'advanced'],
  '<userID>_app.csv': ['standard', 'advanced'],
};

/** Names of the files that a tenant of this plan does not get. */
export const withheldFilesOf = (plan: Plan): string[] =>
  Object.entries(PLANS_OF_FILE)
    .filter(([, plans]) => !plans.includes(plan))
    .map(([name]) => name);

/** アプリケーション使用 is in the plan: application_aggregation.csv and _app.csv. */
export const hasApplicationFiles = (plan: Plan): boolean => withheldFilesOf(plan).length === 0;
