import { z } from 'zod';

/** The three files of the roster; also the beginning of their names (`group_yyyymmdd.csv`). */
export const ROSTER_FILE_KINDS = ['group', 'user', 'work_pattern'] as const;
export type RosterFileKind = (typeof ROSTER_FILE_KINDS)[number];
export const fileKindSchema = z.enum(ROSTER_FILE_KINDS);

/** What an upload does to a row. `moved`: a person to another group, or a group below another one. `deleted`: for good (完全削除). */
export const ROSTER_ACTIONS = [
  'added',
  'changed',
  'moved',
  'suspended',
  'restored',
  'reissued',
  'removed',
  'deleted',
] as const;
export type RosterAction = (typeof ROSTER_ACTIONS)[number];

/** Somebody else's change: what an outdated file, or the slower of two administrators, did not know. */
export const rosterDeedSchema = z.object({
  kind: fileKindSchema,
  id: z.string(),
  name: z.string(),
  action: z.enum(ROSTER_ACTIONS),
  at: z.int(),
  byName: z.string(),
});
export type RosterDeed = z.infer<typeof rosterDeedSchema>;
