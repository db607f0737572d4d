import type { Plan } from '../contract/settings.ts';

/** 見える化ダッシュボード belongs to the plan Advanced alone (G:126-132). */
export const hasDashboard = (plan: Plan): boolean => plan === 'advanced';
