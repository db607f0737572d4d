import type { RosterUserFields } from '#domain/contract/roster.ts';

/** What the form of a person holds: everything as fields of a screen hold it. */
export interface UserForm extends Omit<RosterUserFields, 'patternId'> {
  /** Empty: none. */
  patternId: string;
}

/** A new person: everything by work style, nothing special, as the guide's columns have it when they are left at 0. */
export const emptyForm = (groupId: string, patternId: string): UserForm => ({
  employeeNumber: '',
  name: '',
  kana: '',
  groupId,
  isAdministrator: false,
  mayViewDashboard: false,
  mail: '',
  startApproval: 'byWorkStyle',
  endApproval: 'byWorkStyle',
  taskAtStart: 'byWorkStyle',
  reportAtEnd: 'byWorkStyle',
  breakNotice: false,
  beforeEndNotice: false,
  endNotice: false,
  afterHoursNotice: false,
  overtimeManagement: false,
  patternId,
});

type Answer = Omit<RosterUserFields, 'groupId'> & { readonly groupId: string | null };
/** Just the fields of the form: the answer holds more, and a body may not. */
export function formOf(answer: Answer): UserForm {
  const form = emptyForm(answer.groupId ?? '', answer.patternId ?? '');
  const names = Object.keys(form) as (keyof UserForm)[];
  const taken = Object.fromEntries(names.map((name) => [name, answer[name]])) as unknown as UserForm;
  return { ...taken, groupId: form.groupId, patternId: form.patternId };
}

export const bodyOf = (form: UserForm): RosterUserFields => ({
  ...form,
  patternId: form.patternId === '' ? null : form.patternId,
});

/** What must be filled before sending; every other rule is the roster's own and comes back with its sentence. */
export const missingFields = (form: UserForm): ('employeeNumber' | 'name' | 'mail' | 'groupId')[] =>
  (['employeeNumber', 'name', 'mail', 'groupId'] as const).filter((field) => form[field].trim() === '');

/** Group, pattern and approval hold from a date; other fields at once. The date is asked for only when it matters. */
export const needsDate = (before: UserForm, after: UserForm): boolean =>
  (['groupId', 'patternId', 'startApproval', 'endApproval'] as const).some((field) => before[field] !== after[field]);
