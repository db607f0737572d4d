import { CHARACTER_KINDS, type CharacterKind, type PasswordPolicy } from '#domain/contract/security.ts';
import { checkPassword, MAX_PASSWORD_LENGTH, type PasswordOwner } from '#domain/security/check-password.ts';
import { kindOf } from '#domain/security/password-kinds.ts';

/** One line of the list that ticks while a password is typed. */
export type PasswordCheck = { readonly isMet: boolean } & (
  | { readonly rule: 'length'; readonly min: number; readonly max: number }
  | { readonly rule: 'minKinds'; readonly count: number; readonly kinds: readonly CharacterKind[] }
  | { readonly rule: 'required' | 'forbidden'; readonly kind: CharacterKind }
  | { readonly rule: 'ownWords' | 'notCommon' }
);

/**
 * The policy as lines, judged by the portal's own rule. An empty field meets nothing: a list that is half ticked before the first key
 * says nothing.
 */
export function passwordChecks(password: string, policy: PasswordPolicy, owner: PasswordOwner): PasswordCheck[] {
  const isTyped = password !== '';
  const problems = new Set(checkPassword(password, policy, owner));
  const present = new Set([...password.normalize('NFC')].map(kindOf));
  const kindsRuled = (rule: 'required' | 'forbidden'): CharacterKind[] =>
    CHARACTER_KINDS.filter((kind) => policy.kinds[kind] === rule);
  const met = (...against: Parameters<typeof problems.has>[0][]): boolean =>
    isTyped && !against.some((problem) => problems.has(problem));
  const usable = CHARACTER_KINDS.filter((kind) => policy.kinds[kind] !== 'forbidden');
  return [
    { rule: 'length', min: policy.minLength, max: MAX_PASSWORD_LENGTH, isMet: met('too_short', 'too_long') },
    ...(policy.minKinds > 1
      ? [{ rule: 'minKinds' as const, count: policy.minKinds, kinds: usable, isMet: met('too_few_kinds') }]
      : []),
    ...kindsRuled('required').map((kind) => ({ rule: 'required' as const, kind, isMet: present.has(kind) })),
    ...kindsRuled('forbidden').map((kind) => ({
      rule: 'forbidden' as const,
      kind,
      isMet: isTyped && !present.has(kind),
    })),
    { rule: 'ownWords', isMet: met('holds_own_id', 'holds_own_name') },
    { rule: 'notCommon', isMet: met('common') },
  ];
}
