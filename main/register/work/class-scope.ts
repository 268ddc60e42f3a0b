/** Which class a class teacher teaches, as the roster writes it: lists say 七(1)班, people type 七（1）班. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { classNames } from '../../../db/queries/pupils.ts';
import { userList } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Role } from '../../../domain/vocabulary.ts';
import { normaliseClass } from '../imports/people.ts';

export function isSameClass(one: string | null | undefined, other: string | null): boolean {
  return typeof one === 'string' && other !== null && normaliseClass(one) === normaliseClass(other);
}

/** The spellings of this class in the roster; none when nobody is in it. */
export async function spellingsOf(reader: Reader, scope: string): Promise<readonly string[]> {
  return (await classNames(reader)).filter((name) => isSameClass(name, scope));
}

export type Scope = {
  readonly scope: string | null;
  /** False where no roster can tell yet. */
  readonly known: boolean;
};

/** The class that a new class teacher is given. CLASS_UNKNOWN: the roster has pupils, and none of them is in it. */
export async function scopeOf(
  reader: Reader,
  { role, classScope }: { readonly role: Role; readonly classScope: string | null },
): Promise<Result<Scope, Refusal<'CLASS_UNKNOWN'>>> {
  const scope = classScope?.trim() ?? null;
  if (role !== 'class_teacher' || scope === null) return ok({ scope: role === 'class_teacher' ? null : classScope, known: true });
  const names = await classNames(reader);
  if (names.length === 0) return ok({ scope, known: false });
  return names.some((name) => isSameClass(name, scope)) ? ok({ scope, known: true }) : fail(refusal('CLASS_UNKNOWN'));
}

/** Classes of class teachers in which the roster has nobody. */
export async function orphanedScopes(reader: Reader): Promise<readonly string[]> {
  const names = await classNames(reader);
  const scopes = (await userList(reader)).flatMap(({ role, disabledAt, classScope }) =>
    role === 'class_teacher' && disabledAt === null && classScope !== null ? [classScope] : [],
  );
  return [...new Set(scopes)].filter((scope) => !names.some((name) => isSameClass(name, scope)));
}
