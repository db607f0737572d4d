import type { OwnRules } from '#domain/contract/own-rules.ts';

/** The notices that the PC may show, in the order of the guide's columns (G:690-713). */
const NOTICES = ['breakNotice', 'beforeEndNotice', 'endNotice', 'afterHoursNotice', 'overtimeManagement'] as const;
export type NoticeName = (typeof NOTICES)[number];

/** Those that are switched on for a person. */
export const noticesOf = (rules: Pick<OwnRules, NoticeName>): NoticeName[] => NOTICES.filter((name) => rules[name]);
